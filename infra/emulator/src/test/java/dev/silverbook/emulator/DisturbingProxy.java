package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Stands between the functions and the endpoint: passes everything on, unless a {@link Disturbance}
 * says otherwise, and lets observers see what the endpoint has answered.
 */
final class DisturbingProxy implements AutoCloseable {

  /** Headers of one connection, and those that the clients here set themselves. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final URI endpoint;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(DisturbingProxy::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<BiConsumer<ProxiedRequest, Integer>> observers = new CopyOnWriteArrayList<>();
  private volatile Disturbance disturbance = Disturbance.NONE;

  DisturbingProxy(URI endpoint) throws IOException {
    this.endpoint = endpoint;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What functions take for the endpoint. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on; {@link Disturbance#NONE} to stop. */
  void disturb(Disturbance next) {
    this.disturbance = next;
  }

  /** Sees every request that the endpoint answered, with the answer's status. */
  void observe(BiConsumer<ProxiedRequest, Integer> observer) {
    observers.add(observer);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = header(exchange, "X-Amz-Target");
      ProxiedRequest request =
          new ProxiedRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              header(exchange, "Authorization"),
              header(exchange, "amz-sdk-invocation-id"),
              target,
              target.isEmpty() ? "" : new String(body, UTF_8));
      Disturbance.Step step = disturbance.on(request);
      if (step instanceof Disturbance.Step.Refuse refusal) {
        refuse(exchange, request, refusal);
        return;
      }
      if (step instanceof Disturbance.Step.Drop drop) {
        drop.action().run();
        return;
      }
      if (step instanceof Disturbance.Step.Before before) {
        before.action().run();
      }
      HttpResponse<byte[]> response = forward(exchange, request, body);
      observers.forEach(observer -> observer.accept(request, response.statusCode()));
      if (step instanceof Disturbance.Step.LoseAnswer) {
        return;
      }
      if (step instanceof Disturbance.Step.After after) {
        after.action().run();
      }
      answer(
          exchange, request, response, step instanceof Disturbance.Step.Cut cut ? cut.share() : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, ProxiedRequest request, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(endpoint.resolve(request.uri().toString()))
            .method(
                request.method(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> forwarded.header(name, value));
              }
            });
    return client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(
      HttpExchange exchange, ProxiedRequest request, HttpResponse<byte[]> response, double share)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    if (request.method().equals("HEAD")) {
      Optional<String> length = response.headers().firstValue("Content-Length");
      length.ifPresent(value -> exchange.getResponseHeaders().set("Content-Length", value));
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    // Fewer bytes than announced: closing the exchange then breaks the connection off.
    exchange.getResponseBody().write(body, 0, (int) (body.length * share));
  }

  private static void refuse(
      HttpExchange exchange, ProxiedRequest request, Disturbance.Step.Refuse refusal)
      throws IOException {
    String body =
        request.service().equals("s3")
            ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>refused on the way</Message></Error>"
                .formatted(refusal.code())
            : "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"refused on the way\"}"
                .formatted(refusal.code());
    byte[] bytes = body.getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            request.service().equals("s3") ? "application/xml" : "application/x-amz-json-1.0");
    if (request.method().equals("HEAD")) {
      exchange.sendResponseHeaders(refusal.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(refusal.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
