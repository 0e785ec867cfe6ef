package dev.silverbook.pipeline.ledger;

import java.util.List;

/**
 * What a partition was turned into.
 *
 * @param stats what that saw and cost
 * @param degradedBy why the condition of the day is degraded, see {@link DayCondition}; empty means
 *     good
 * @param outputs what was written, in the order in which it was put
 */
public record PartitionResult(
    PartitionStats stats, List<String> degradedBy, List<WrittenOutput> outputs) {

  /** Copies the lists. */
  public PartitionResult {
    degradedBy = List.copyOf(degradedBy);
    outputs = List.copyOf(outputs);
  }

  /** Size of all outputs, bytes. */
  public long bytes() {
    return outputs.stream().mapToLong(WrittenOutput::size).sum();
  }
}
