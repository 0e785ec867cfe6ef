package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.standin.FunctionProcess;
import dev.silverbook.aws.standin.FunctionProcess.Program;
import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.LambdaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A function's process, what it runs, and what it wrote. */
final class ExecutionEnvironment implements AutoCloseable {

  /**
   * Most of these processes live for seconds; overrides the template's choice, which is for days.
   */
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  /** Lambda leaves that share of a function's memory to the heap. */
  private static final int HEAP_PERCENT = 85;

  private static final int SHOWN_LINES = 15;

  private final LambdaFunction function;
  private final FunctionProcess process;
  private final Path log;
  private final Optional<ClassArchive> archive;

  /**
   * Starts the process; it initialises while the first event waits.
   *
   * @param archive the classes that it starts from, and leaves to others when there is none yet
   */
  ExecutionEnvironment(
      LambdaFunction function,
      LambdaRuntime runtime,
      FunctionsJava java,
      Path task,
      Optional<ClassArchive> archive,
      Map<String, String> ambient,
      Path logs)
      throws IOException {
    this.function = function;
    this.archive = archive;
    this.log = Files.createTempFile(logs, function.name() + "-", ".log");
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(ambient);
    List<String> options =
        new ArrayList<>(
            List.of("-Xmx" + function.memoryMib() * HEAP_PERCENT / 100 + "m", FIRST_COMPILER_ONLY));
    archive.ifPresent(classes -> options.addAll(classes.options()));
    this.process =
        new FunctionProcess(
            new Program(
                function.name(), function.handler(), function.memoryMib(), task, environment),
            runtime.command(java.launcher(), options, task, function.handler()),
            log);
  }

  LambdaFunction function() {
    return function;
  }

  boolean alive() {
    return process.process().isAlive();
  }

  /** Handles one event, killing the process when its time is over. */
  InvocationResult invoke(String event, Duration timeout) throws InterruptedException {
    InvocationResult result = process.invoke(event, timeout);
    if (result instanceof InvocationResult.Answered && archive.isPresent()) {
      leaveClasses(archive.get());
    }
    return result;
  }

  private void leaveClasses(ClassArchive classes) throws InterruptedException {
    try {
      classes.leave(process.process());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, wherever it is: SIGKILL. */
  void kill() {
    process.kill();
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
    process.close();
  }
}
