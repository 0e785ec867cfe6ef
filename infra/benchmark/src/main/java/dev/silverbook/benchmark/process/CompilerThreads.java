package dev.silverbook.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processor time of the compiler's threads of a JVM as Linux tells it; 0 elsewhere. The JVM ends
 * such threads when they have nothing to do, so it has to be looked at again and again: what a
 * thread took after the last look at it goes unseen.
 */
final class CompilerThreads {

  /** What Linux counts in, whatever the machine. */
  private static final double TICKS_PER_SECOND = 100;

  /** The name, cut by Linux, and fields 14 and 15: user and system time. */
  private static final Pattern STAT =
      Pattern.compile("\\d+ \\(C[12] CompilerThre[^)]*\\) \\S+(?: \\S+){10} (\\d+) (\\d+) .*");

  private final Map<Path, Double> seconds = new HashMap<>();

  /** Looks at a process, which may have ended or be another program. */
  void look(long pid) {
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        String stat = Files.readString(task.resolve("stat"), StandardCharsets.ISO_8859_1);
        seconds(stat.strip()).ifPresent(taken -> seconds.put(task, taken));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A thread or the whole process has ended in between, or this is not Linux.
      return;
    }
  }

  /** Of all threads seen, up to the last look at each. */
  double total() {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Seconds that a line of {@code /proc/PID/task/TID/stat} tells; empty for other threads. */
  static OptionalDouble seconds(String stat) {
    Matcher matcher = STAT.matcher(stat);
    return matcher.matches()
        ? OptionalDouble.of(
            (Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2)))
                / TICKS_PER_SECOND)
        : OptionalDouble.empty();
  }
}
