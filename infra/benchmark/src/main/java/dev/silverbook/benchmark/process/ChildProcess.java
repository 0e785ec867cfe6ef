package dev.silverbook.benchmark.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a command to its end and measures it from outside.
 *
 * <p>Processor time is what the shell's {@code times} says about its only child, exact to the
 * system's clock tick. Memory is the high-water mark of the child and what it has started, looked
 * at every few milliseconds: growth in the last of them goes unseen.
 */
public final class ChildProcess {

  private static final long LOOK_MILLIS = 10;

  /** Nothing that is measured here takes as long. */
  public static final Duration UNLIMITED = Duration.ofDays(1);

  private static final double SECONDS_PER_MINUTE = 60;
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  /** The script's first argument takes the times, the others are the command. */
  private static final String TIMED =
      "file=$1; shift; \"$@\"; code=$?; times >\"$file\"; exit $code";

  private static final double MOST_OF_MEMORY = 0.75;

  private final Path scratch;
  private final long mostBytes;

  /**
   * Keeps outputs of commands in a directory.
   *
   * @param scratch existing directory
   */
  public ChildProcess(Path scratch) {
    this(scratch, (long) (MOST_OF_MEMORY * ProcStatus.installedBytes()));
  }

  ChildProcess(Path scratch, long mostBytes) {
    this.scratch = scratch;
    this.mostBytes = mostBytes;
  }

  /**
   * A finished command.
   *
   * @param wallSeconds from start to end
   * @param cpuSeconds user and system time of all its threads
   * @param peakResidentBytes 0 where the system does not tell
   * @param out its standard output
   */
  public record Finished(
      double wallSeconds, double cpuSeconds, long peakResidentBytes, String out) {}

  /**
   * Runs it.
   *
   * @param environment added to this process's own
   * @throws IOException when it cannot be started or fails; the message has its errors
   */
  public Finished run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(command, environment, UNLIMITED);
  }

  /**
   * Runs it, unless that takes too long, or three quarters of the machine's memory: beyond that
   * everything else would suffer.
   *
   * @param limit after that it is ended
   * @throws InterruptedIOException when it was ended
   * @throws IOException when it cannot be started or fails; the message has its errors
   */
  public Finished run(List<String> command, Map<String, String> environment, Duration limit)
      throws IOException, InterruptedException {
    Path out = scratch.resolve("child.out");
    Path err = scratch.resolve("child.err");
    Path times = scratch.resolve("child.times");
    List<String> timed = new ArrayList<>(List.of("sh", "-c", TIMED, "sh", times.toString()));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process shell = builder.start();
    ResidentMemory memory = new ResidentMemory(shell);
    long peak = 0;
    try {
      while (!shell.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        peak = memory.look();
        if (System.nanoTime() - start > limit.toNanos()) {
          throw new InterruptedIOException("stopped after " + limit.toSeconds() + " s");
        }
        if (peak > mostBytes) {
          throw new InterruptedIOException("stopped at " + (peak >> 20) + " MiB");
        }
      }
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
    double wall = (System.nanoTime() - start) / 1e9;
    if (shell.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command)
              + " ended with "
              + shell.exitValue()
              + ":\n"
              + Files.readString(err, StandardCharsets.UTF_8)
              + Files.readString(out, StandardCharsets.UTF_8));
    }
    return new Finished(
        wall,
        childSeconds(Files.readString(times)),
        peak,
        Files.readString(out, StandardCharsets.UTF_8));
  }

  /** The second line of {@code times}: user and system time of the children. */
  static double childSeconds(String times) {
    String[] lines = times.split("\n", -1);
    if (lines.length < 2) {
      throw new IllegalArgumentException("expected two lines of times, found: " + times);
    }
    Matcher matcher = TIME.matcher(lines[1]);
    double seconds = 0;
    int found = 0;
    while (matcher.find()) {
      seconds +=
          SECONDS_PER_MINUTE * Long.parseLong(matcher.group(1))
              + Double.parseDouble(matcher.group(2));
      found++;
    }
    if (found != 2) {
      throw new IllegalArgumentException("expected user and system time, found: " + lines[1]);
    }
    return seconds;
  }
}
