package dev.silverbook.benchmark.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP interface from which Lambda's runtime takes its events, for one function that handles
 * one after the other. See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>.
 */
public final class RuntimeApi implements AutoCloseable {

  /** The longest that Lambda lets a function work. */
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private static final long LOOK_MILLIS = 200;
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  /** What the function said to an event. */
  private record Answer(boolean failed, String body) {}

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Host and port, as the runtime wants it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Gives the function an event and waits for its answer.
   *
   * @param function the process that takes the event
   * @throws IOException when the function throws, ends or takes too long
   */
  String invoke(String event, Process function) throws IOException, InterruptedException {
    events.add(event);
    Instant deadline = Instant.now().plus(DEADLINE);
    while (function.isAlive() && Instant.now().isBefore(deadline)) {
      Answer answer = answers.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (answer != null && answer.failed()) {
        throw new IOException("the function has thrown: " + answer.body());
      }
      if (answer != null) {
        return answer.body();
      }
    }
    throw new IOException(
        function.isAlive()
            ? "the function has not answered within " + DEADLINE
            : "the function's process ended with " + function.exitValue());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATION + "next")) {
        next(exchange);
      } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
        finish(exchange, false);
      } else if (path.equals(INIT_ERROR) || path.startsWith(INVOCATION)) {
        finish(exchange, true);
      } else {
        answer(exchange, NOT_FOUND, "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    String event = events.take();
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(Instant.now().plus(DEADLINE).toEpochMilli()));
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:" + AwsAccount.REGION + ":000000000000:function:worker");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer(exchange, OK, event);
  }

  private void finish(HttpExchange exchange, boolean failed) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    answers.add(new Answer(failed, body));
    answer(exchange, ACCEPTED, "");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "runtime-api");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
