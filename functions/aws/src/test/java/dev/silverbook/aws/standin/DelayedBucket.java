package dev.silverbook.aws.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a directory as an S3 bucket that is only read, over HTTP. Each answer takes a fixed
 * time more, as if it came over a network. Counts what it is asked.
 */
public final class DelayedBucket implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  /** As S3 limits a page. */
  private static final int KEYS_PER_PAGE = 1_000;

  private final TreeMap<String, Long> sizes = new TreeMap<>();
  private final Path directory;
  private final long delayMillis;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LongAdder gets = new LongAdder();
  private final LongAdder lists = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  static {
    // Answers go out at once, so that nothing but the delay is waited for.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * Starts.
   *
   * @param directory what it holds now
   * @param delayMillis of each answer
   */
  public DelayedBucket(Path directory, long delayMillis) throws IOException {
    this.directory = directory;
    this.delayMillis = delayMillis;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(directory.relativize(file).toString(), Files.size(file));
      }
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens; any bucket's name will do. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Number of objects. */
  public int objects() {
    return sizes.size();
  }

  /** Bytes of all objects. */
  public long size() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** GETs of objects so far. */
  public long gets() {
    return gets.sum();
  }

  /** Listings so far. */
  public long lists() {
    return lists.sum();
  }

  /** Bytes of objects that were sent. */
  public long bytes() {
    return bytes.sum();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Thread.sleep(delayMillis);
      String path = exchange.getRequestURI().getPath();
      int slash = path.indexOf('/', 1);
      String key = slash < 0 ? "" : path.substring(slash + 1);
      if (key.isEmpty()) {
        list(exchange);
      } else if (sizes.containsKey(key)) {
        get(exchange, key);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("ended", e);
    }
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    gets.increment();
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (!range.matches()) {
      throw new IOException("a range was expected: " + key);
    }
    long from = Long.parseLong(range.group(1));
    int length = Math.toIntExact(Long.parseLong(range.group(2)) + 1 - from);
    byte[] part = new byte[length];
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(key).toFile(), "r")) {
      file.seek(from);
      file.readFully(part);
    }
    bytes.add(length);
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(206, length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(part);
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    lists.increment();
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String prefix = query.getOrDefault("prefix", "");
    boolean deep = !query.containsKey("delimiter");
    int start = Integer.parseInt(query.getOrDefault("continuation-token", "0"));
    TreeSet<String> found = new TreeSet<>();
    for (String key : sizes.tailMap(prefix).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      int slash = key.indexOf('/', prefix.length());
      found.add(deep || slash < 0 ? key : key.substring(0, slash + 1));
    }
    int end = Math.min(found.size(), start + KEYS_PER_PAGE);
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>");
    xml.append(end < found.size()).append("</IsTruncated>");
    if (end < found.size()) {
      xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
    }
    for (String name : found.stream().skip(start).limit(end - start).toList()) {
      if (name.endsWith("/")) {
        xml.append("<CommonPrefixes><Prefix>").append(name).append("</Prefix></CommonPrefixes>");
      } else {
        xml.append("<Contents><Key>").append(name).append("</Key><Size>").append(sizes.get(name));
        xml.append("</Size><ETag>&quot;1&quot;</ETag></Contents>");
      }
    }
    byte[] body = xml.append("</ListBucketResult>").toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : raw.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(
            field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), UTF_8));
      }
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
