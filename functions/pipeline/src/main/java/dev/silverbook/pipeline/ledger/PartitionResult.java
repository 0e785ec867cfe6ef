package dev.silverbook.pipeline.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a partition was turned into.
 *
 * @param stats what that saw and cost
 * @param degradedBy why the condition of the day is degraded, see {@link DayCondition}; empty means
 *     good
 * @param outputs what was written, in the order in which it was put
 * @param covered what it was made from; empty for a result of a version that did not note it
 */
public record PartitionResult(
    PartitionStats stats,
    List<String> degradedBy,
    List<WrittenOutput> outputs,
    Optional<CoveredInputs> covered) {

  /** Copies the lists. */
  public PartitionResult {
    degradedBy = List.copyOf(degradedBy);
    outputs = List.copyOf(outputs);
  }

  /** Without a note of its inputs. */
  public PartitionResult(
      PartitionStats stats, List<String> degradedBy, List<WrittenOutput> outputs) {
    this(stats, degradedBy, outputs, Optional.empty());
  }

  /** Size of all outputs, bytes. */
  public long bytes() {
    return outputs.stream().mapToLong(WrittenOutput::size).sum();
  }

  /** The same, with a note that some of its inputs are gone. */
  public PartitionResult withExpiredInputs() {
    return new PartitionResult(stats, degradedBy, outputs, covered.map(CoveredInputs::asExpired));
  }
}
