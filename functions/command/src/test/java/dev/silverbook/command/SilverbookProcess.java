package dev.silverbook.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command as a real process. */
final class SilverbookProcess implements AutoCloseable {

  private final Process process;
  private final Path out;
  private final BufferedReader err;
  private final List<String> errLines = new ArrayList<>();

  private SilverbookProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
    this.err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /** Starts it in that directory. */
  static SilverbookProcess start(Path directory, String... arguments) throws IOException {
    return start(directory, Map.of(), List.of(), arguments);
  }

  /**
   * Starts it.
   *
   * @param environment further variables; an empty value removes one
   * @param options of the virtual machine
   */
  static SilverbookProcess start(
      Path directory, Map<String, String> environment, List<String> options, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(directory, "stdout", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Silverbook.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return new SilverbookProcess(builder.start(), out);
  }

  /** Reads standard error until a line starts with that; fails when there is none. */
  void awaitLine(String start) throws IOException {
    String line = err.readLine();
    while (line != null) {
      errLines.add(line);
      if (line.startsWith(start)) {
        return;
      }
      line = err.readLine();
    }
    throw new AssertionError("no line starts with '" + start + "' in " + errLines);
  }

  /** SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal by name. */
  void signal(String name) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exitCode != 0) {
      throw new AssertionError("kill -" + name + " failed with " + exitCode);
    }
  }

  /** Its number. */
  long pid() {
    return process.pid();
  }

  /** Waits for the end. */
  int exitCode() throws IOException, InterruptedException {
    err.lines().forEach(errLines::add);
    return process.waitFor();
  }

  /** Standard output, whole after the end. */
  String out() throws IOException {
    return Files.readString(out);
  }

  /** What was read of standard error. */
  List<String> err() {
    return List.copyOf(errLines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
