package dev.silverbook.worker;

import dev.silverbook.generator.BlemishRates;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generated days that a worker is primed with. A compiler leaves out what has never happened and
 * gives compiled code up when it does, so these show much of what happens in real ones.
 *
 * @param lake all of them
 * @param partitions in the order in which they are to be worked on
 */
record PrimingDays(MemoryLake lake, List<PartitionId> partitions) {

  private static final String EXCHANGE = "priming";

  // Calendars reckon in another way before March and in leap years.
  private static final LocalDate DATE = LocalDate.of(2024, 8, 8);
  private static final LocalDate WINTER_DATE = LocalDate.of(2023, 1, 6);

  /** Flaws of a bad recording: each often enough to be seen before anything is compiled. */
  private static final BlemishRates BAD = new BlemishRates(0.02, 0.02, 0.01, 0.02, 0.02, 3);

  // Days of another kind are of another market.
  private static final String BAD_DAY = "ETH~USDT";
  private static final String ORDINARY_DAY = "BTC~USDT";
  private static final String SMALL_DAY = "SOL~USDT";

  /** Gaps after which windows fill up again. */
  private static final int GAPS = 3;

  /** How often what is done once for a message is done in the time of one that takes long. */
  private static final int SMALL_DAYS = 6;

  /** Beside each file of a small day: reading lists is compiled by long ones. */
  private static final int NO_INPUTS = 4;

  private static final int HOURS = 24;

  /** Copies. */
  PrimingDays {
    partitions = List.copyOf(partitions);
  }

  /**
   * Generates them.
   *
   * @param scratch for the files meanwhile; nothing is left in it
   * @param snapshots of a whole day
   */
  static PrimingDays generate(Path scratch, int snapshots) throws IOException {
    // Another process may do the same in the same place, though not in a function.
    Path directory = scratch.resolve(EXCHANGE + "-" + ProcessHandle.current().pid());
    try {
      write(
          directory,
          day(BAD_DAY, snapshots / 10)
              .segmentsPerDay(4)
              .blemishes(BAD)
              .intervalJitter(0.5)
              .unsidedTrades(0.1)
              .build());
      write(
          directory,
          day(ORDINARY_DAY, snapshots)
              .segmentsPerDay(HOURS)
              .blemishes(BlemishRates.REALISTIC.withGapsPerDay(GAPS))
              .build());
      write(
          directory,
          day(SMALL_DAY, Math.max(1, snapshots / 500))
              .startDate(WINTER_DATE)
              .segmentsPerDay(HOURS)
              .build());
      // The bad one first: what it shows is known by the time that code is compiled.
      List<PartitionId> partitions = new ArrayList<>(List.of(partition(BAD_DAY, DATE)));
      partitions.add(partition(ORDINARY_DAY, DATE));
      partitions.addAll(Collections.nCopies(SMALL_DAYS, partition(SMALL_DAY, WINTER_DATE)));
      return new PrimingDays(
          MemoryLake.of(directory, PrimingDays::isOfSmallDay, NO_INPUTS), partitions);
    } finally {
      delete(directory);
    }
  }

  private static PartitionId partition(String symbol, LocalDate date) {
    return new PartitionId(EXCHANGE, symbol, date);
  }

  private static boolean isOfSmallDay(String key) {
    return key.contains(SMALL_DAY);
  }

  private static GeneratorOptions.Builder day(String symbol, int snapshots) {
    return GeneratorOptions.builder()
        .exchanges(List.of(EXCHANGE))
        .symbols(List.of(symbol))
        .startDate(DATE)
        .rowsPerDay(snapshots)
        .tradesPerDay(snapshots / 2)
        .replace(true);
  }

  private static void write(Path directory, GeneratorOptions options) throws IOException {
    new BronzeLakeGenerator(options, new ParquetFormat())
        .generate(directory, GenerationListener.SILENT);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
