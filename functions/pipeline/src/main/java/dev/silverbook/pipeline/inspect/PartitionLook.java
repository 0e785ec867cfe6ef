package dev.silverbook.pipeline.inspect;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.understood.FileSchema;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.util.List;
import java.util.Optional;

/**
 * What the engine makes of one partition, or of a part of it.
 *
 * @param inputs as listed; empty when that failed
 * @param whole whether all of it was read
 * @param files those whose footer was read
 * @param failure why it would fail; empty when it would not, as far as it was read
 * @param stats what was measured on what was read; empty when it failed
 * @param degradedBy what makes it degraded, as far as that can be known from what was read
 * @param excerpt a few rows as they were understood
 */
public record PartitionLook(
    PartitionId partition,
    Optional<PartitionInputs> inputs,
    boolean whole,
    List<File> files,
    Optional<Failure> failure,
    Optional<PartitionStats> stats,
    List<String> degradedBy,
    Excerpt excerpt) {

  /**
   * A file.
   *
   * @param key below its lake's root
   * @param trades whether it is one of the trades
   * @param schema what its footer says
   */
  public record File(String key, boolean trades, FileSchema schema) {}

  /** Copies. */
  public PartitionLook {
    files = List.copyOf(files);
    degradedBy = List.copyOf(degradedBy);
  }

  /** What was read as null, and why. */
  public List<String> notes() {
    return java.util.stream.Stream.of(excerpt.orderBook(), excerpt.tradeReport())
        .flatMap(report -> report.notes().values().stream())
        .sorted()
        .distinct()
        .toList();
  }
}
