package dev.silverbook.emulator;

import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.aws.standin.LambdaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs functions from their artifacts, each environment in a process of its own. Environments are
 * kept warm and used again, as Lambda does; as many as there are invocations at a time.
 * Thread-safe.
 */
final class FunctionHost implements AutoCloseable {

  private static final int SHOWN_DEAD = 4;

  private final LambdaRuntime runtime;
  private final FunctionsJava java;
  private final Path directory;
  private final Map<String, String> ambient;
  private final Path artifacts;
  private final Map<Path, UnpackedArtifact> unpacked = new HashMap<>();
  private final List<ExecutionEnvironment> idle = new ArrayList<>();
  private final List<ExecutionEnvironment> busy = new ArrayList<>();
  private final List<ExecutionEnvironment> dead = new ArrayList<>();

  /**
   * A host without environments.
   *
   * @param directory for logs
   * @param artifacts for what all suites of a build unpack but once
   * @param ambient variables that all functions get besides their own
   * @param java what they run on
   */
  FunctionHost(Path directory, Path artifacts, Map<String, String> ambient, FunctionsJava java)
      throws IOException {
    this.runtime = LambdaRuntime.ofClassPath(directory);
    this.java = java;
    this.directory = directory;
    this.artifacts = artifacts;
    this.ambient = Map.copyOf(ambient);
  }

  /** Invokes a function with its own timeout. */
  InvocationResult invoke(LambdaFunction function, String event) throws InterruptedException {
    return invoke(function, event, function.timeout());
  }

  /** Invokes a function as if its timeout were another one. */
  InvocationResult invoke(LambdaFunction function, String event, Duration timeout)
      throws InterruptedException {
    ExecutionEnvironment environment = take(function);
    try {
      return environment.invoke(event, timeout);
    } finally {
      giveBack(environment);
    }
  }

  /** Kills every environment of a function that is handling an event. */
  void killBusy(String function) {
    busyOf(function).forEach(ExecutionEnvironment::kill);
  }

  /** The last lines of every log, for people. */
  synchronized String logs() {
    List<ExecutionEnvironment> all =
        new ArrayList<>(dead.subList(Math.max(0, dead.size() - SHOWN_DEAD), dead.size()));
    all.addAll(idle);
    all.addAll(busy);
    return all.stream().map(ExecutionEnvironment::lastLines).collect(Collectors.joining("\n"));
  }

  private synchronized List<ExecutionEnvironment> busyOf(String function) {
    return busy.stream().filter(e -> e.function().name().equals(function)).toList();
  }

  private synchronized ExecutionEnvironment take(LambdaFunction function) {
    for (ExecutionEnvironment environment : List.copyOf(idle)) {
      if (environment.function().equals(function)) {
        idle.remove(environment);
        busy.add(environment);
        return environment;
      }
    }
    try {
      UnpackedArtifact artifact = unpacked(function);
      ExecutionEnvironment environment =
          new ExecutionEnvironment(
              function, runtime, java, artifact.task(), archive(artifact), ambient, directory);
      busy.add(environment);
      return environment;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UnpackedArtifact unpacked(LambdaFunction function) throws IOException {
    Path artifact = function.artifact();
    if (!unpacked.containsKey(artifact)) {
      unpacked.put(artifact, UnpackedArtifact.of(artifact, artifacts));
    }
    return unpacked.get(artifact);
  }

  /** For the Java of most suites: to make one takes as long as it saves to three starts. */
  private Optional<ClassArchive> archive(UnpackedArtifact artifact) {
    return java.equals(FunctionsJava.chosen())
        ? Optional.of(artifact.archive(java))
        : Optional.empty();
  }

  private synchronized void giveBack(ExecutionEnvironment environment) {
    busy.remove(environment);
    if (environment.alive()) {
      idle.add(environment);
    } else {
      environment.close();
      dead.add(environment);
    }
  }

  @Override
  public synchronized void close() {
    busy.forEach(ExecutionEnvironment::close);
    idle.forEach(ExecutionEnvironment::close);
  }
}
