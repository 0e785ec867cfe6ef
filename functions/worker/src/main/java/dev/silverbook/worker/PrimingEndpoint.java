package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.json.MalformedJsonException;
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
 * holds a lake and takes everything, a table that agrees to everything, queues that do not mind. So
 * the clients are compiled to the last byte that they read and write, which calls to where nobody
 * listens do not do.
 *
 * <p>HTTP by hand, because a function's Java need not have more than its base module.
 */
final class PrimingEndpoint implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;

  /** What S3 says of everything that it has. */
  private static final String OBJECT =
      """
      ETag: "0"\r
      Last-Modified: Thu, 08 Aug 2024 00:00:00 GMT\r
      x-amz-server-side-encryption: AES256\r
      Accept-Ranges: bytes\r
      Content-Type: binary/octet-stream\r
      """;

  /** What services say of every request. */
  private static final String ANY =
      """
      Date: Thu, 08 Aug 2024 00:00:01 GMT\r
      Server: priming\r
      x-amz-request-id: 0123456789ABCDEF\r
      x-amz-id-2: 0123456789abcdef0123456789abcdef\r
      x-amzn-RequestId: 01234567-89ab-cdef-0123-456789abcdef\r
      """;

  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  private static final String TARGET = "x-amz-target";
  private static final String CREDENTIALS = "/credentials";

  private final MemoryLake lake;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final PrimingTable table = new PrimingTable();
  private final AtomicInteger outputs = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> put = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "priming");
            thread.setDaemon(true);
            return thread;
          });

  /** What a client asks; names of headers and of the query's fields are in lower case. */
  private record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {

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

  /** Where it gives credentials that open nothing. */
  URI credentials() {
    return uri().resolve(CREDENTIALS);
  }

  /** Objects that were put so far. */
  int outputs() {
    return outputs.get();
  }

  /** Requests that were answered so far. */
  int requests() {
    return requests.get();
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
        requests.incrementAndGet();
        String length = "Content-Length: " + answer.body.length + "\r\n\r\n";
        out.write(("HTTP/1.1 " + answer.head + ANY + length).getBytes(ISO_8859_1));
        out.write(answer.body);
        out.flush();
      }
    } catch (IOException e) {
      // The client has closed the connection; what it misses, it says.
      open.remove(socket);
    }
  }

  /** The next request; a body is kept where somebody looks into it. */
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
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = "";
    if (headers.containsKey(TARGET)) {
      body = new String(in.readNBytes(length), UTF_8);
    } else {
      in.skipNBytes(length);
    }
    URI uri = URI.create(first[1]);
    return new Request(first[0], uri.getPath(), query(uri), headers, body);
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
    String target = request.headers().get(TARGET);
    if (target != null) {
      // Of SQS: done.
      String action = target.substring(target.indexOf('.') + 1);
      try {
        return json(target.startsWith("DynamoDB") ? table.answer(action, request.body()) : "{}");
      } catch (MalformedJsonException e) {
        throw new IOException(target + ": " + e.getMessage(), e);
      }
    }
    if (request.path().equals(CREDENTIALS)) {
      // Java's own client would keep the connection for a while.
      return Answer.text(
          "200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n",
          """
          {"AccessKeyId": "none", "SecretAccessKey": "none", "Token": "none",
           "Expiration": "2099-01-01T00:00:00Z"}""");
    }
    return switch (request.method()) {
      case "GET" -> request.query().containsKey("list-type") ? list(request) : object(request);
      case "HEAD" -> head(request);
      case "PUT" -> put(request);
      case "POST" -> upload(request);
      default -> Answer.text("204 No Content\r\n", "");
    };
  }

  private static Answer json(String json) {
    return Answer.text("200 OK\r\nContent-Type: application/x-amz-json-1.0\r\n", json);
  }

  private Answer head(Request request) {
    // Of what was put nobody reads more than that it is there.
    return put.contains(request.path())
        ? Answer.text("200 OK\r\n" + OBJECT, "")
        : Answer.text("404 Not Found\r\nContent-Type: application/xml\r\n", "");
  }

  private Answer list(Request request) {
    String prefix = request.query().getOrDefault("prefix", "");
    StringBuilder xml = new StringBuilder(XML + "ListBucketResult" + NAMESPACE);
    xml.append("<Name>bronze</Name><Prefix>").append(prefix).append("</Prefix>");
    xml.append("<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>");
    if (request.query().containsKey("delimiter")) {
      xml.append("<Delimiter>/</Delimiter>");
      for (String name : lake.directories(prefix)) {
        xml.append("<CommonPrefixes><Prefix>").append(prefix).append(name);
        xml.append("/</Prefix></CommonPrefixes>");
      }
    } else {
      for (StoredObject object : lake.objects(prefix)) {
        xml.append("<Contents><Key>").append(object.key()).append("</Key>");
        xml.append("<LastModified>2023-01-06T00:00:00.000Z</LastModified>");
        xml.append("<ETag>&quot;0&quot;</ETag><Size>").append(object.size()).append("</Size>");
        xml.append("<StorageClass>STANDARD</StorageClass></Contents>");
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
    String part = "%d-%d/%d".formatted(range.get(0), range.get(1), object.size());
    try (InputStream bytes = object.open(range.get(0), range.get(1) + 1 - range.get(0))) {
      return new Answer(
          "206 Partial Content\r\nContent-Range: bytes " + part + "\r\n" + OBJECT,
          bytes.readAllBytes());
    }
  }

  private Answer put(Request request) {
    if (!request.query().containsKey("partnumber")) {
      finished(request);
    }
    return Answer.text("200 OK\r\n" + OBJECT, "");
  }

  private Answer upload(Request request) {
    if (request.query().containsKey("uploads")) {
      return xml(
          XML
              + "InitiateMultipartUploadResult"
              + NAMESPACE
              + "<UploadId>0</UploadId></InitiateMultipartUploadResult>");
    }
    finished(request);
    return xml(
        XML
            + "CompleteMultipartUploadResult"
            + NAMESPACE
            + "<ETag>&quot;0&quot;</ETag></CompleteMultipartUploadResult>");
  }

  private void finished(Request request) {
    put.add(request.path());
    outputs.incrementAndGet();
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
