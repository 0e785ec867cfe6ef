package dev.silverbook.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A process has dozens of threads: looking at them is not for every look. */
  private static final int LOOKS_BETWEEN_THREADS = 4;

  private static final double SECONDS_PER_MINUTE = 60;
  private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

  /** The script's first argument takes the times, the others are the command. */
  private static final String TIMED =
      "file=$1; shift; \"$@\"; code=$?; times >\"$file\"; exit $code";

  private final Path scratch;

  /**
   * Keeps outputs of commands in a directory.
   *
   * @param scratch existing directory
   */
  public ChildProcess(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * A finished command.
   *
   * @param wallSeconds from start to end
   * @param cpuSeconds user and system time of all its threads
   * @param compilerSeconds of it what a JVM's compiler took, but for the last moments of a thread;
   *     0 where the system does not tell
   * @param peakResidentBytes 0 where the system does not tell
   * @param out its standard output
   */
  public record Finished(
      double wallSeconds,
      double cpuSeconds,
      double compilerSeconds,
      long peakResidentBytes,
      String out) {

    /** The peak in MiB. */
    public double peakResidentMebibytes() {
      return (double) peakResidentBytes / (1 << 20);
    }

    /** The lines of {@link JavaCommand#answer} whose first value this is, split. */
    public List<String[]> lines(String kind) {
      return out.lines()
          .map(line -> line.split("\t", -1))
          .filter(line -> line[0].equals(kind))
          .toList();
    }

    /** A number of those that {@link JavaCommand#answer} has printed, the first at 0. */
    public double printed(int index) {
      return Double.parseDouble(out.strip().split("\t", -1)[index]);
    }
  }

  /**
   * Runs it.
   *
   * @param environment added to this process's own
   * @throws IOException when it cannot be started or fails; the message has its errors
   */
  public Finished run(List<String> command, Map<String, String> environment)
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
    CompilerThreads compiler = new CompilerThreads();
    try {
      for (int look = 0; !shell.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS); look++) {
        peak = memory.look();
        if (look % LOOKS_BETWEEN_THREADS == 0) {
          shell.descendants().forEach(child -> compiler.look(child.pid()));
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
        compiler.total(),
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
