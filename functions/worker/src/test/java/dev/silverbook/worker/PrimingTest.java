package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.PartitionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crac.Core;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimingTest {

  @TempDir private Path scratch;

  /** Open files and sockets of this process. */
  private static List<String> descriptors() throws IOException {
    Path directory = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(directory), "only Linux lists open files");
    List<Path> links;
    try (Stream<Path> all = Files.list(directory)) {
      links = all.toList();
    }
    return links.stream()
        .filter(Files::exists)
        .map(PrimingTest::destination)
        .filter(each -> each.startsWith("socket:") || each.startsWith("/"))
        // The JVM itself reads its limits now and then.
        .filter(each -> !each.startsWith("/proc") && !each.startsWith("/sys"))
        .filter(each -> !each.endsWith(".jar"))
        .sorted()
        .toList();
  }

  private static String destination(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // The descriptor of the listing itself.
      return "";
    }
  }

  /** Names of this process's threads, once those that fetch objects have seen nothing to do. */
  private static Set<String> threads() {
    Set<String> names = allThreads();
    while (names.contains("read-ahead")) {
      LockSupport.parkNanos(1_000_000);
      names = allThreads();
    }
    return names;
  }

  private static Set<String> allThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  /** Primes with next to nothing, and gives what it has printed. */
  private static String printed(Priming priming) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      priming.beforeCheckpoint(Core.getGlobalContext());
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8);
  }

  private Priming priming(Clock clock) {
    return new Priming(scratch, PrimingEffort.percent(1), clock);
  }

  @Test
  void theWorkerHandlesMessagesAndCountsNoneOfThem() {
    assertThat(printed(priming(Clock.systemUTC())))
        .contains("primed by 1 of 1 rounds")
        .doesNotContain("there was no time for more")
        .as("what would be counted as a partition")
        .doesNotContain("PartitionsByOutcome");
  }

  @Test
  void nothingStaysOpenAndNoThreadRunsAndNoFileIsLeft() throws IOException {
    // Once, so that what the JVM itself keeps open is open before.
    Priming priming = priming(Clock.systemUTC());
    priming.beforeCheckpoint(Core.getGlobalContext());
    List<String> descriptors = descriptors();
    Set<String> threads = threads();

    priming.beforeCheckpoint(Core.getGlobalContext());

    assertThat(descriptors()).isEqualTo(descriptors);
    assertThat(threads).containsAll(threads());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whenItsTimeIsOverItBeginsNothingMoreAndSaysSo() {
    assertThat(printed(priming(new AdvancingClock())))
        .contains("primed by 0 of 1 rounds")
        .contains("there was no time for more");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whatFailsIsSaidAndTheVersionIsPublishedAllTheSame() throws IOException {
    Path file = Files.createFile(scratch.resolve("no-directory"));

    assertThat(printed(new Priming(file, PrimingEffort.percent(1), Clock.systemUTC())))
        .contains("not primed; each new worker's first partition takes longer")
        .contains("java.nio.file.");
  }

  @Test
  void aMessageThatWritesNothingPrimesNothing() {
    PrimingDays empty =
        new PrimingDays(
            new MemoryLake(new TreeMap<>()),
            List.of(new PartitionId("priming", "BTC~USDT", LocalDate.of(2024, 8, 8))));

    assertThatThrownBy(() -> priming(Clock.systemUTC()).runWorker(empty, Instant.MAX))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("message 1 of priming has written nothing");
  }

  @Test
  void aWholeRoundIsDoneWithAnyPartOfTheEffort() {
    assertThat(PrimingEffort.percent(1).rounds()).isEqualTo(1);
    assertThat(PrimingEffort.percent(100)).isEqualTo(PrimingEffort.chosen());
    assertThatThrownBy(() -> PrimingEffort.percent(0))
        .hasMessage("silverbook.priming.percent is 0; it must be from 1 to 100");
  }

  /** A minute later whenever somebody looks. */
  private static final class AdvancingClock extends Clock {

    private final AtomicReference<Instant> now =
        new AtomicReference<>(Instant.parse("2024-08-08T00:00:00Z"));

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.getAndUpdate(before -> before.plusSeconds(60));
    }
  }
}
