package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers a worker's clients inside of its own process, for as long as it is primed: a bucket that
 * holds a lake and takes everything, a table that knows nothing and agrees to everything, queues
 * that do not mind. So the clients are compiled to the last byte that they read and write, which
 * calls to where nobody listens do not do.
 *
 * <p>HTTP by hand, because a function's Java need not have more than its base module.
 */
final class PrimingEndpoint implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;
  private static final String ETAG = "ETag: \"0\"\r\n";

  private final MemoryLake lake;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger outputs = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "priming");
            thread.setDaemon(true);
            return thread;
          });

  /** What a client asks; names of headers and of the query's fields are in lower case. */
  private record Request(
      String method, String path, Map<String, String> query, Map<String, String> headers) {

    /** Of an object, below its bucket. */
    String key() {
      return path.substring(Math.min(path.length(), path.indexOf('/', 1) + 1));
    }
  }

  /** What it is told. */
  private static final class Answer {
    private final String head;
    private final byte[] body;

    /**
     * With a body.
     *
     * @param head status and headers but the length, each with its line end
     */
    private Answer(String head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    private static Answer text(String head, String body) {
      return new Answer(head, body.getBytes(UTF_8));
    }
  }

  /** Begins to listen. */
  PrimingEndpoint(MemoryLake lake) throws IOException {
    this.lake = lake;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it listens. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Objects that were put so far. */
  int outputs() {
    return outputs.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // It was closed: nobody connects any more.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
      while (true) {
        Request request = read(in, out);
        Answer answer = answer(request);
        String length = "Content-Length: " + answer.body.length + "\r\n\r\n";
        out.write(("HTTP/1.1 " + answer.head + length).getBytes(ISO_8859_1));
        out.write(answer.body);
        out.flush();
      }
    } catch (IOException e) {
      // The client has closed the connection; what it misses, it says.
      open.remove(socket);
    }
  }

  /** The next request, whose body is read and forgotten. */
  private static Request read(InputStream in, OutputStream out) throws IOException {
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
    in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
    URI uri = URI.create(first[1]);
    return new Request(first[0], uri.getPath(), query(uri), headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection is closed");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> fields = new HashMap<>();
    String raw = uri.getRawQuery();
    for (String field : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(
          parts[0].toLowerCase(Locale.ROOT),
          parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return fields;
  }

  private Answer answer(Request request) throws IOException {
    if (request.headers().containsKey("x-amz-target")) {
      // Of DynamoDB: nothing there, or done. Of SQS: done.
      return Answer.text("200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n", "{}");
    }
    return switch (request.method()) {
      case "GET" -> request.query().containsKey("list-type") ? list(request) : object(request);
      case "HEAD" -> Answer.text("404 Not Found\r\n", "");
      case "PUT" -> put(request);
      case "POST" -> upload(request);
      default -> Answer.text("204 No Content\r\n", "");
    };
  }

  private Answer list(Request request) {
    String prefix = request.query().getOrDefault("prefix", "");
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    if (request.query().containsKey("delimiter")) {
      for (String name : lake.directories(prefix)) {
        xml.append("<CommonPrefixes><Prefix>").append(prefix).append(name);
        xml.append("/</Prefix></CommonPrefixes>");
      }
    } else {
      for (StoredObject object : lake.objects(prefix)) {
        xml.append("<Contents><Key>").append(object.key()).append("</Key><Size>");
        xml.append(object.size()).append("</Size><ETag>&quot;0&quot;</ETag></Contents>");
      }
    }
    return xml(xml.append("</ListBucketResult>").toString());
  }

  private static Answer xml(String xml) {
    return Answer.text("200 OK\r\nContent-Type: application/xml\r\n", xml);
  }

  private Answer object(Request request) throws IOException {
    InputObject object = lake.open(lake.find(request.key()).orElseThrow());
    List<Long> range =
        List.of(request.headers().get("range").substring("bytes=".length()).split("-", -1)).stream()
            .map(Long::valueOf)
            .toList();
    try (InputStream bytes = object.open(range.get(0), range.get(1) + 1 - range.get(0))) {
      return new Answer("206 Partial Content\r\n" + ETAG, bytes.readAllBytes());
    }
  }

  private Answer put(Request request) {
    if (!request.query().containsKey("partnumber")) {
      outputs.incrementAndGet();
    }
    return Answer.text("200 OK\r\n" + ETAG, "");
  }

  private Answer upload(Request request) {
    if (request.query().containsKey("uploads")) {
      return xml(
          "<InitiateMultipartUploadResult><UploadId>0</UploadId></InitiateMultipartUploadResult>");
    }
    outputs.incrementAndGet();
    return xml(
        "<CompleteMultipartUploadResult><ETag>&quot;0&quot;</ETag></CompleteMultipartUploadResult>");
  }

  /** Ends its threads and closes every connection. */
  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a client still holds a connection");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
