package dev.silverbook.pipeline.ledger;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.quality.DayStatistics;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.understood.Understood;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What processing one partition saw and cost.
 *
 * @param rowsRead snapshots in the input objects
 * @param rowsWritten rows in the output
 * @param rowsWithoutTime snapshots dropped because their clock is null
 * @param engine what the engine counted
 * @param tradesRead trades in the input objects
 * @param tradesWithoutTime trades dropped because their clock is null
 * @param tradesMissing a trades location is configured but holds no object for this partition
 * @param vpinBucketVolume base units a bucket; NaN when there was nothing to bucket
 * @param objectsIn number of input objects
 * @param bytesIn their size
 * @param bytesOut size of the output
 * @param durationMillis wall time
 * @param peakHeapBytes the highest heap use seen
 * @param day what was measured on the day; empty in entries of versions that measured nothing
 * @param input what was counted while the input was read; no count is 0
 * @param doubts what is doubtful about the input as it was read, each with a key, a colon and words
 * @param understood what the input was taken for; empty in entries of versions that did not say
 */
public record PartitionStats(
    long rowsRead,
    long rowsWritten,
    long rowsWithoutTime,
    EngineCounts engine,
    long tradesRead,
    long tradesWithoutTime,
    boolean tradesMissing,
    double vpinBucketVolume,
    int objectsIn,
    long bytesIn,
    long bytesOut,
    long durationMillis,
    long peakHeapBytes,
    Optional<DayStatistics> day,
    Map<InputCount, Long> input,
    List<String> doubts,
    Optional<Understood> understood) {

  /** Copies. */
  public PartitionStats {
    input = Map.copyOf(input);
    doubts = List.copyOf(doubts);
  }

  /** Without measurements of the day. */
  public PartitionStats(
      long rowsRead,
      long rowsWritten,
      long rowsWithoutTime,
      EngineCounts engine,
      long tradesRead,
      long tradesWithoutTime,
      boolean tradesMissing,
      double vpinBucketVolume,
      int objectsIn,
      long bytesIn,
      long bytesOut,
      long durationMillis,
      long peakHeapBytes) {
    this(
        rowsRead,
        rowsWritten,
        rowsWithoutTime,
        engine,
        tradesRead,
        tradesWithoutTime,
        tradesMissing,
        vpinBucketVolume,
        objectsIn,
        bytesIn,
        bytesOut,
        durationMillis,
        peakHeapBytes,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  /** A count of the input; 0 when there is none. */
  public long count(InputCount what) {
    return input.getOrDefault(what, 0L);
  }
}
