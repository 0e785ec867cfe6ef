package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server that answers as a test says, also wrongly, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {

  /** What was asked. */
  record Request(
      String method, String path, String query, Map<String, List<String>> headers, String text) {

    Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst();
    }
  }

  /**
   * What is answered.
   *
   * @param body one character a byte
   * @param length the length promised; when the body is shorter, the connection breaks after it
   */
  record Answer(int status, Map<String, String> headers, String body, long length) {

    static Answer of(int status, Map<String, String> headers, String body) {
      return new Answer(status, headers, body, body.length());
    }

    static Answer of(int status, String body) {
      return of(status, Map.of(), body);
    }

    static Answer error(int status, String code) {
      return of(status, "<Error><Code>" + code + "</Code><Message>as told</Message></Error>");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Function<Request, Answer> behaviour;

  FakeServer(Function<Request, Answer> behaviour) {
    this.behaviour = behaviour;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      Answer answer = behaviour.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      boolean bodiless = answer.length() == 0 || request.method().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.length());
      if (!bodiless) {
        exchange.getResponseBody().write(answer.body().getBytes(ISO_8859_1));
        exchange.getResponseBody().flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
