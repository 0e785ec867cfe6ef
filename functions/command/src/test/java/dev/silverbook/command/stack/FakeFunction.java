package dev.silverbook.command.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * The Lambda API with one function, in front of an endpoint that has the other services. Everything
 * but an invocation is passed on.
 */
final class FakeFunction implements AutoCloseable {

  private static final String PATH = "/2015-03-31/functions/";
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private final URI behind;
  private final String name;
  private final UnaryOperator<String> function;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Starts.
   *
   * @param behind the other services
   * @param name of the function
   * @param function from payload to answer; what it throws is the function's error
   */
  FakeFunction(URI behind, String name, UnaryOperator<String> function) throws IOException {
    this.behind = behind;
    this.name = name;
    this.function = function;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(PATH)) {
      passOn(exchange, body);
    } else if (!path.equals(PATH + name + "/invocations")) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ResourceNotFoundException:http://x");
      answer(exchange, 404, "{\"Message\": \"Function not found: " + path + "\"}");
    } else if (!String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
        .contains("/eu-central-1/lambda/aws4_request")) {
      answer(exchange, 403, "{\"message\": \"not signed for lambda\"}");
    } else {
      invoke(exchange, body);
    }
  }

  private void invoke(HttpExchange exchange, String body) throws IOException {
    String answer;
    try {
      answer = function.apply(body);
    } catch (IllegalArgumentException e) {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      answer = "{\"errorMessage\": \"" + e.getMessage() + "\", \"errorType\": \"Bad\"}";
    }
    answer(exchange, 200, answer);
  }

  private void passOn(HttpExchange exchange, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
    exchange
        .getRequestHeaders()
        .forEach(
            (header, values) -> {
              if (!NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(header, value));
              }
            });
    try {
      HttpResponse<String> response =
          client.send(
              request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      for (String header : List.of("content-type", "x-amzn-requestid", "x-amzn-errortype")) {
        response
            .headers()
            .firstValue(header)
            .ifPresent(value -> exchange.getResponseHeaders().add(header, value));
      }
      answer(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
