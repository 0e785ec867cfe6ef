package dev.silverbook.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps processes on some of the processors that this one may use, where {@code taskset} is
 * installed.
 *
 * @param allowed their numbers, ascending; empty when processes cannot be kept anywhere
 */
public record Processors(List<Integer> allowed) {

  private static final String LABEL = "Cpus_allowed_list:";

  public Processors {
    allowed = List.copyOf(allowed);
  }

  /** Those of this process. */
  public static Processors read() {
    if (JavaCommand.find("taskset").isEmpty()) {
      return new Processors(List.of());
    }
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(LABEL))
          .findFirst()
          .map(line -> parse(line.substring(LABEL.length()).strip()))
          .orElseGet(() -> new Processors(List.of()));
    } catch (IOException e) {
      // Not Linux.
      return new Processors(List.of());
    }
  }

  /** A list as the kernel writes it: {@code 0-2,5}. */
  static Processors parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      try {
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        IntStream.rangeClosed(first, last).forEach(numbers::add);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "expected processors as in 0-2,5, found: '" + list + "'", e);
      }
    }
    return new Processors(numbers);
  }

  /** Whether processes can be kept on one processor. */
  public boolean canPin() {
    return !allowed.isEmpty();
  }

  /** Whether something else can be kept off the one processor. */
  public boolean canSeparate() {
    return allowed.size() > 1;
  }

  /** A command on one processor; as it is where that cannot be had. */
  public List<String> onOne(List<String> command) {
    return canPin() ? on(allowed.subList(0, 1), command) : command;
  }

  /** A command on all processors but that one; as it is where that cannot be had. */
  public List<String> onOthers(List<String> command) {
    return canSeparate() ? on(allowed.subList(1, allowed.size()), command) : command;
  }

  private static List<String> on(List<Integer> processors, List<String> command) {
    List<String> pinned =
        new ArrayList<>(
            List.of(
                "taskset",
                "-c",
                processors.stream().map(String::valueOf).collect(Collectors.joining(","))));
    pinned.addAll(command);
    return pinned;
  }
}
