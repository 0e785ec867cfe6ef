package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only real processes show: kills, signals, and two at once. */
final class RealProcessesTest {

  /** When this line comes, the only worker has a partition before it that takes seconds. */
  private static final String BEFORE_THE_LONG_ONE = "processed  demo AAA/USDT 2025-01-07";

  private static final int PARTITIONS = 5;
  private static final int SIGINT_BIT = 1 << 1;
  private static final String[] RUN = {
    "run", "--input", "lake/orderbook", "--trades", "lake/trades", "--workers", "1"
  };

  @TempDir private static Path directory;
  private static Map<String, String> undisturbed;

  @BeforeAll
  static void generateAndRunUndisturbed() throws IOException, InterruptedException {
    generate("AAA/USDT", "2", "500");
    generate("BBB/USDT", "1", "80000");
    generate("CCC/USDT", "2", "500");
    try (SilverbookProcess run = run("undisturbed")) {
      assertThat(run.exitCode()).as("%s", run.err()).isZero();
    }
    undisturbed = output("undisturbed");
    assertThat(undisturbed).hasSize(PARTITIONS);
  }

  @Test
  void aKilledRunResumesToTheSameBytes() throws IOException, InterruptedException {
    try (SilverbookProcess killed = run("killed", "--checkpoint-path", "killed.json")) {
      killed.awaitLine(BEFORE_THE_LONG_ONE);
      killed.kill();
    }
    Path checkpointFile = directory.resolve("killed.json");
    if (Files.exists(checkpointFile)) {
      assertThat(JSON.std.mapFrom(Files.readString(checkpointFile))).containsKey("processed");
    }

    try (SilverbookProcess resumed = run("killed", "--json", "--checkpoint-path", "killed.json")) {
      assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
      Map<String, Object> result = JSON.std.mapFrom(resumed.out());
      assertThat(count(result, "unchanged")).isPositive();
      assertThat(count(result, "processed")).isPositive();
      assertThat(count(result, "processed") + count(result, "unchanged")).isEqualTo(PARTITIONS);
    }
    assertThat(output("killed")).isEqualTo(undisturbed);
    assertThat(leftovers("killed")).isEmpty();
    Map<String, Object> checkpoint = JSON.std.mapFrom(Files.readString(checkpointFile));
    assertThat((List<?>) checkpoint.get("processed")).hasSize(PARTITIONS);
  }

  @Test
  void twoRunsAtOnceShareTheWorkAndNeverDoItTwice() throws IOException, InterruptedException {
    try (SilverbookProcess first = run("shared", "--json");
        SilverbookProcess second = run("shared", "--json")) {
      assertThat(first.exitCode()).as("%s", first.err()).isZero();
      assertThat(second.exitCode()).as("%s", second.err()).isZero();

      List<String> processed = new ArrayList<>(processed(first));
      processed.addAll(processed(second));
      assertThat(processed).hasSize(PARTITIONS).doesNotHaveDuplicates();
    }
    assertThat(output("shared")).isEqualTo(undisturbed);
    assertThat(leftovers("shared")).isEmpty();
  }

  @Test
  void whenOneOfTwoRunsIsKilledTheOtherTakesItsPartitionOver()
      throws IOException, InterruptedException {
    try (SilverbookProcess killed = run("taken")) {
      killed.awaitLine(BEFORE_THE_LONG_ONE);
      try (SilverbookProcess other = run("taken", "--json")) {
        killed.kill();
        assertThat(other.exitCode()).as("%s", other.err()).isZero();
        Map<String, Object> result = JSON.std.mapFrom(other.out());
        assertThat(count(result, "processed") + count(result, "unchanged")).isEqualTo(PARTITIONS);
      }
    }
    assertThat(output("taken")).isEqualTo(undisturbed);
  }

  @Test
  void ctrlCGivesUpInGoodOrderAndTheNextRunResumes() throws IOException, InterruptedException {
    try (SilverbookProcess interrupted = run("interrupted")) {
      interrupted.awaitLine(BEFORE_THE_LONG_ONE);
      assumeThat(ignoresInterrupts(interrupted.pid()))
          .as("the parent of this build lets SIGINT through")
          .isFalse();
      interrupted.signal("INT");
      assertThat(interrupted.exitCode()).isEqualTo(130);
      assertThat(interrupted.out())
          .contains("Interrupted after")
          .contains("run the same command again to resume");
    }
    assertThat(leftovers("interrupted")).isEmpty();
    assertResumes("interrupted");
  }

  @Test
  void sigtermGivesUpInGoodOrderToo() throws IOException, InterruptedException {
    try (SilverbookProcess terminated = run("terminated", "--json")) {
      terminated.awaitLine(BEFORE_THE_LONG_ONE);
      terminated.signal("TERM");
      assertThat(terminated.exitCode()).isEqualTo(143);
      Map<String, Object> result = JSON.std.mapFrom(terminated.out());
      assertThat(result).containsEntry("interrupted", true).containsEntry("exit_code", 130);
      assertThat(count(result, "processed") + count(result, "interrupted")).isEqualTo(PARTITIONS);
      assertThat(count(result, "failed")).isZero();
    }
    assertThat(leftovers("terminated")).isEmpty();
    assertResumes("terminated");
  }

  @Test
  void ctrlCBetweenTwoRoundsOfAWatchEndsItAtOnceAndWell() throws IOException, InterruptedException {
    try (SilverbookProcess watch = run("watched", "--watch", "3600")) {
      watch.awaitLine("watching   ");
      assumeThat(ignoresInterrupts(watch.pid()))
          .as("the parent of this build lets SIGINT through")
          .isFalse();
      watch.signal("INT");
      assertThat(watch.exitCode()).as("%s", watch.err()).isZero();
      assertThat(watch.out()).contains("processed  5").doesNotContain("Interrupted");
    }
    assertThat(leftovers("watched")).isEmpty();
    assertThat(output("watched")).isEqualTo(undisturbed);
  }

  @Test
  void ctrlCDuringARoundOfAWatchIsThatOfARun() throws IOException, InterruptedException {
    try (SilverbookProcess watch = run("watched too", "--watch", "3600")) {
      watch.awaitLine(BEFORE_THE_LONG_ONE);
      assumeThat(ignoresInterrupts(watch.pid()))
          .as("the parent of this build lets SIGINT through")
          .isFalse();
      watch.signal("INT");
      assertThat(watch.exitCode()).isEqualTo(130);
      assertThat(watch.out()).contains("Interrupted after");
    }
    assertThat(leftovers("watched too")).isEmpty();
    assertResumes("watched too");
  }

  private static void generate(String symbol, String days, String rows)
      throws IOException, InterruptedException {
    try (SilverbookProcess generate =
        SilverbookProcess.start(
            directory,
            "generate",
            "--output",
            "lake",
            "--symbol",
            symbol,
            "--days",
            days,
            "--rows",
            rows,
            "--levels",
            "10",
            "--trades",
            "2000",
            "--segments",
            "2")) {
      assertThat(generate.exitCode()).as("%s", generate.err()).isZero();
    }
  }

  private static void assertResumes(String name) throws IOException, InterruptedException {
    try (SilverbookProcess resumed = run(name)) {
      assertThat(resumed.exitCode()).as("%s", resumed.err()).isZero();
    }
    assertThat(output(name)).isEqualTo(undisturbed);
  }

  private static SilverbookProcess run(String name, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(RUN));
    arguments.addAll(List.of("--output", name));
    arguments.addAll(List.of(more));
    return SilverbookProcess.start(directory, arguments.toArray(String[]::new));
  }

  /** Content of every output file by its name. */
  private static Map<String, String> output(String name) throws IOException {
    Path root = directory.resolve(name).resolve("silver/orderbook");
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        content.put(
            root.relativize(file).toString(),
            Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  /** Temporary files that nobody will use any more. */
  private static Set<Path> leftovers(String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(name))) {
      return new HashSet<>(
          files
              .filter(Files::isRegularFile)
              .filter(
                  path ->
                      path.toString().endsWith(".tmp")
                          || path.toString().contains("/scratch/")
                          || path.toString().matches(".*/owners/.*\\.lock"))
              .toList());
    }
  }

  private static int count(Map<String, Object> result, String what) {
    return ((Number) ((Map<?, ?>) result.get("partitions")).get(what)).intValue();
  }

  private static List<String> processed(SilverbookProcess process) throws IOException {
    List<String> names = new ArrayList<>();
    for (Object entry : (List<?>) JSON.std.mapFrom(process.out()).get("processed")) {
      Map<?, ?> partition = (Map<?, ?>) entry;
      names.add(partition.get("symbol") + " " + partition.get("date"));
    }
    return names;
  }

  /** A shell that runs a build in the background makes it and its children ignore SIGINT. */
  private static boolean ignoresInterrupts(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & SIGINT_BIT) != 0;
      }
    }
    return false;
  }
}
