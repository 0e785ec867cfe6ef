package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.LambdaRuntime;
import dev.silverbook.aws.standin.RuntimeApi;
import dev.silverbook.aws.standin.RuntimeApi.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * One process that runs a function as Lambda does: the unpacked artifact below Lambda's own runtime
 * interface client, with the function's environment and nothing of ours, handling one event at a
 * time.
 */
final class ExecutionEnvironment implements AutoCloseable {

  /**
   * Most of these processes live for seconds; overrides the template's choice, which is for days.
   */
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  /** Lambda leaves that share of a function's memory to the heap. */
  private static final int HEAP_PERCENT = 85;

  private static final Duration START = Duration.ofSeconds(60);
  private static final int SHOWN_LINES = 15;

  private final LambdaFunction function;
  private final RuntimeApi api;
  private final Process process;
  private final CompletableFuture<Void> ended;
  private final Path log;
  private final AtomicReference<Optional<Invocation>> current =
      new AtomicReference<>(Optional.empty());

  /** Starts the process; it initialises while the first event waits. */
  ExecutionEnvironment(
      LambdaFunction function,
      LambdaRuntime runtime,
      FunctionsJava java,
      Path task,
      Map<String, String> ambient,
      Path logs)
      throws IOException {
    this.function = function;
    this.api =
        new RuntimeApi(
            "arn:aws:lambda:"
                + EmulatedAccount.REGION
                + ":000000000000:function:"
                + function.name());
    this.log = Files.createTempFile(logs, function.name() + "-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                runtime.command(
                    java.launcher(),
                    List.of(
                        "-Xmx" + function.memoryMib() * HEAP_PERCENT / 100 + "m",
                        FIRST_COMPILER_ONLY),
                    task,
                    function.handler()))
            .directory(task.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(function.environment());
    environment.putAll(ambient);
    environment.putAll(
        LambdaRuntime.environment(
            api, function.name(), function.handler(), function.memoryMib(), task));
    this.process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.ended =
        process
            .onExit()
            .thenAccept(
                exited ->
                    current.get().ifPresent(i -> i.died("exit status " + exited.exitValue())));
  }

  LambdaFunction function() {
    return function;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Handles one event, killing the process when its time is over. */
  InvocationResult invoke(String event, Duration timeout) throws InterruptedException {
    Invocation invocation = new Invocation(event, timeout);
    current.set(Optional.of(invocation));
    api.submit(invocation);
    if (!process.isAlive()) {
      invocation.died("exit status " + process.exitValue());
    }
    try {
      await(invocation, timeout);
      return invocation.result().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      current.set(Optional.empty());
    }
  }

  private void await(Invocation invocation, Duration timeout)
      throws InterruptedException, ExecutionException {
    try {
      invocation.started().get(START.toMillis(), TimeUnit.MILLISECONDS);
      invocation.result().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      invocation.died("timed out after " + timeout);
      process.destroyForcibly();
    } catch (ExecutionException e) {
      // It died before it had taken the event; how is in the result.
      invocation.result().join();
    }
  }

  /** Ends it at once, wherever it is: SIGKILL. */
  void kill() {
    process.destroyForcibly();
    ended.join();
  }

  /** The last lines that the function wrote. */
  String lastLines() {
    try {
      List<String> lines = Files.readString(log, UTF_8).lines().toList();
      return function.name()
          + ":\n"
          + lines.stream()
              .skip(Math.max(0, lines.size() - SHOWN_LINES))
              .map(line -> "    " + line)
              .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return function.name() + ": no log (" + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    kill();
    api.close();
  }
}
