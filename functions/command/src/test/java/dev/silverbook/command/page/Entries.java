package dev.silverbook.command.page;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SampleCounts;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.EntryTimes;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionState;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Ledger entries as runs leave them. */
public final class Entries {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Entries() {}

  /** A partition by the names that people use. */
  public static PartitionId partition(String exchange, String symbol, LocalDate date) {
    return new PartitionId(exchange, symbol.replace('/', '~'), date);
  }

  /** A day as it should be, which needed 64 MiB of scratch. */
  public static LedgerEntry good(PartitionId partition) {
    return processed(partition, new Random(partition.hashCode()), List.of(), true);
  }

  static LedgerEntry degraded(PartitionId partition, String... reasons) {
    return processed(partition, new Random(partition.hashCode()), List.of(reasons), true);
  }

  static LedgerEntry withoutBars(PartitionId partition) {
    return processed(partition, new Random(partition.hashCode()), List.of(), false);
  }

  /** A day that failed. */
  public static LedgerEntry failed(PartitionId partition, Failure failure) {
    return entry(partition, new PartitionState.Failed(failure), Optional.empty());
  }

  static LedgerEntry running(PartitionId partition, Instant leaseUntil) {
    return entry(
        partition,
        new PartitionState.Running("worker", leaseUntil, Optional.empty()),
        Optional.empty());
  }

  /** Symbols by days; about one day in fifty each is failed, degraded or missing. */
  static List<LedgerEntry> many(int symbols, int days, LocalDate first) {
    List<LedgerEntry> entries = new ArrayList<>();
    Random random = new Random(7);
    for (int s = 0; s < symbols; s++) {
      String symbol = "S%03d/USDT".formatted(s);
      for (int d = 0; d < days; d++) {
        PartitionId partition = partition("demo", symbol, first.plusDays(d));
        switch (d > 0 && d < days - 1 ? random.nextInt(50) : 0) {
          case 47 -> {
            // Missing.
          }
          case 48 ->
              entries.add(
                  failed(
                      partition,
                      Failure.of(
                          FailureReason.CORRUPT_FILE,
                          "part-0.parquet: damaged Parquet file, it was cut off")));
          case 49 ->
              entries.add(
                  processed(
                      partition,
                      random,
                      List.of("gaps: 3 gaps longer than max_gap_seconds; up to 0 is good"),
                      true));
          default -> entries.add(processed(partition, random, List.of(), true));
        }
      }
    }
    return entries;
  }

  private static LedgerEntry processed(
      PartitionId partition, Random random, List<String> degradedBy, boolean bars) {
    long rows = 800_000L + random.nextInt(64_000);
    PartitionStats plain =
        new PartitionStats(
            new Read(rows, 0),
            new Read(90_000 + random.nextInt(10_000), 0),
            false,
            rows,
            SampleCounts.of(rows)
                .oneSided(random.nextInt(5))
                .crossed(random.nextInt(9))
                .locked(3)
                .trades(90_000)
                .tradesUnknownSide(12)
                .counts(),
            random.nextDouble(),
            new Cost(
                24,
                120_000_000 + random.nextInt(10_000_000),
                60_000_000 + random.nextInt(1_000_000),
                8_000 + random.nextInt(2_000),
                300_000_000 + random.nextInt(1_000_000),
                64 << 20));
    Map<String, Object> measured = new LinkedHashMap<>(LedgerAttributes.toMap(plain));
    long midnight = partition.date().toEpochDay() * 86_400_000_000L;
    measured.put("firstMicros", midnight + random.nextInt(1_000_000));
    measured.put("lastMicros", midnight + 86_399_000_000L + random.nextInt(1_000_000));
    measured.put("longestBookAgeSeconds", 4 * random.nextDouble());
    measured.put(
        "longestGaps", degradedBy.isEmpty() ? "" : (midnight + 3_600_000_000L) + "+9000000");
    measured.put("latencySnapshots", rows);
    measured.put("latencyMinimumMillis", 1 + random.nextDouble());
    measured.put("latencyMedianMillis", 5 + random.nextDouble());
    measured.put("latencyP99Millis", 40 + random.nextDouble());
    measured.put("latencyMaximumMillis", 900 + random.nextDouble());
    measured.put("latencyNegative", 0L);
    measured.put("sidesConsidered", 80_000L);
    measured.put("sidesAgreeing", 79_000L + random.nextInt(900));
    measured.put(
        LedgerAttributes.UNDERSTOOD,
        """
        {"layout": "", "clock": "capture", "depth": 20, "orderbook": {"shapes": ["list of structs"], \
        "columns": {"capture_time": ["capture_ts"], "levels": ["bids", "asks"]}}}\
        """);
    List<WrittenOutput> outputs = new ArrayList<>();
    if (bars) {
      outputs.add(new WrittenOutput(Dataset.BARS, barsKey(partition), 1_000, "bars"));
    }
    outputs.add(new WrittenOutput(Dataset.ORDERBOOK, "orderbook/x", 1_000, "features"));
    return entry(
        partition,
        new PartitionState.Processed(),
        Optional.of(new PartitionResult(LedgerAttributes.stats(measured), degradedBy, outputs)));
  }

  /** Where the tests keep bars. */
  static String barsKey(PartitionId partition) {
    return "bars/" + partition.symbol() + "-" + partition.date() + ".parquet";
  }

  private static LedgerEntry entry(
      PartitionId partition, PartitionState state, Optional<PartitionResult> result) {
    return new LedgerEntry(
        partition,
        state,
        InputIdentity.UNKNOWN,
        new Attempts(1, 0, 0, Optional.empty()),
        result,
        new EntryTimes(NOW, "run-1", Optional.empty(), Optional.of(NOW)));
  }
}
