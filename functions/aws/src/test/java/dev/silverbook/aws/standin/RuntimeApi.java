package dev.silverbook.aws.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The HTTP interface from which Lambda's runtime takes its work, for one execution environment. See
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>.
 */
public final class RuntimeApi implements AutoCloseable {

  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
  private static final String RESTORE = "/2018-06-01/runtime/restore/next";
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final AtomicReference<Optional<Invocation>> running =
      new AtomicReference<>(Optional.empty());
  private final Clock clock = Clock.systemUTC();
  private final String functionArn;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();

  /** One event on its way through the function. */
  public static final class Invocation {

    private final String id = UUID.randomUUID().toString();
    private final String event;
    private final Duration timeout;
    private final CompletableFuture<Instant> started = new CompletableFuture<>();
    private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

    /**
     * An event that waits.
     *
     * @param timeout what the function is told that it has
     */
    public Invocation(String event, Duration timeout) {
      this.event = event;
      this.timeout = timeout;
    }

    /** When the function took it. */
    public CompletableFuture<Instant> started() {
      return started;
    }

    /** How it ended. */
    public CompletableFuture<InvocationResult> result() {
      return result;
    }

    /** Ends it without an answer. */
    public void died(String how) {
      result.complete(new InvocationResult.Died(how));
      started.completeExceptionally(new IllegalStateException(how));
    }
  }

  /**
   * Listens on a free port.
   *
   * @param functionArn what the function is told that it is
   */
  public RuntimeApi(String functionArn) throws IOException {
    this.functionArn = functionArn;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Host and port, as the runtime wants it. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** When the function has first asked for an event. */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  /** When a function that starts by a snapshot is ready for it; it waits until it is restored. */
  public CompletableFuture<Void> snapshot() {
    return snapshot;
  }

  /** What a function has said that could not start. */
  public CompletableFuture<String> initError() {
    return initError;
  }

  /** Lets the function go on as if it were restored from its snapshot. */
  public void restore() {
    restored.complete(null);
  }

  /** Gives the function its next event. */
  public void submit(Invocation invocation) {
    waiting.add(invocation);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals(INVOCATION + "next")) {
        ready.complete(null);
        next(exchange);
      } else if (path.equals(RESTORE)) {
        snapshot.complete(null);
        restored.get();
        answer(exchange, OK, "");
      } else if (path.equals(INIT_ERROR)) {
        // The process ends by itself after that.
        String error = bodyOf(exchange);
        initError.complete(error);
        waiting.forEach(invocation -> invocation.died("it could not start: " + error));
        answer(exchange, ACCEPTED, "");
      } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
        finish(exchange, new InvocationResult.Answered(bodyOf(exchange)));
      } else if (path.startsWith(INVOCATION) && path.endsWith("/error")) {
        finish(exchange, new InvocationResult.Threw(bodyOf(exchange)));
      } else {
        answer(exchange, NOT_FOUND, "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    Invocation invocation = waiting.take();
    running.set(Optional.of(invocation));
    Instant now = clock.instant();
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id);
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(now.plus(invocation.timeout).toEpochMilli()));
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    invocation.started.complete(now);
    answer(exchange, OK, invocation.event);
  }

  private void finish(HttpExchange exchange, InvocationResult result) throws IOException {
    answer(exchange, ACCEPTED, "");
    running
        .getAndSet(Optional.empty())
        .orElseThrow(() -> new IllegalStateException("an answer without an event"))
        .result
        .complete(result);
  }

  private static String bodyOf(HttpExchange exchange) {
    try {
      return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
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
