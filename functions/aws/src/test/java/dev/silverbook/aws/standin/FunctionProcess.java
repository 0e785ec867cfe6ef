package dev.silverbook.aws.standin;

import dev.silverbook.aws.standin.RuntimeApi.Invocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One process that runs a function as Lambda does: the unpacked artifact below Lambda's own runtime
 * interface client, with the function's environment and nothing of ours, handling one event at a
 * time.
 */
public final class FunctionProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final RuntimeApi api;
  private final Process process;
  private final CompletableFuture<Void> ended;
  private final AtomicReference<Optional<Invocation>> current =
      new AtomicReference<>(Optional.empty());

  /**
   * What is run.
   *
   * @param name of the function
   * @param handler its entry point
   * @param memoryMib what it is told that it has
   * @param task the unpacked artifact
   * @param environment its variables, without those that Lambda sets
   */
  public record Program(
      String name, String handler, int memoryMib, Path task, Map<String, String> environment) {

    /** Tells the runtime how it is started. */
    private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

    /** The same as Lambda starts it to take a snapshot. */
    public Program bySnapshot() {
      Map<String, String> variables = new HashMap<>(environment);
      variables.put(INITIALIZATION, "snap-start");
      return new Program(name, handler, memoryMib, task, variables);
    }

    /** Copies. */
    public Program {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Starts the process; it initialises while the first event waits.
   *
   * @param command from {@link LambdaRuntime#command}
   * @param log takes everything that it writes
   */
  public FunctionProcess(Program program, List<String> command, Path log) throws IOException {
    this.api =
        new RuntimeApi("arn:aws:lambda:eu-central-1:000000000000:function:" + program.name());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(program.task().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> variables = new HashMap<>(program.environment());
    variables.putAll(
        LambdaRuntime.environment(
            api, program.name(), program.handler(), program.memoryMib(), program.task()));
    // Nothing of this process's own surroundings, such as another account.
    builder.environment().clear();
    builder.environment().putAll(variables);
    this.process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.ended =
        process
            .onExit()
            .thenAccept(
                exited ->
                    current.get().ifPresent(i -> i.died("exit status " + exited.exitValue())));
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  /** The interface it takes its work from. */
  public RuntimeApi api() {
    return api;
  }

  /** Handles one event, killing the process when its time is over. */
  public InvocationResult invoke(String event, Duration timeout) throws InterruptedException {
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
  public void kill() {
    process.destroyForcibly();
    ended.join();
  }

  @Override
  public void close() {
    kill();
    api.close();
  }
}
