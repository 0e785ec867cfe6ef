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
 * @param books snapshots in the input objects
 * @param trades trades in the input objects
 * @param tradesMissing a trades location is configured but holds no object for this partition
 * @param rowsWritten rows in the output
 * @param engine what the engine counted
 * @param vpinBucketVolume base units a bucket; NaN when there was nothing to bucket
 * @param cost what it took
 * @param day what was measured on the day; empty in entries of versions that measured nothing
 * @param input what was counted while the input was read; no count is 0
 * @param doubts what is doubtful about the input as it was read, each with a key, a colon and words
 * @param understood what the input was taken for; empty in entries of versions that did not say
 */
public record PartitionStats(
    Read books,
    Read trades,
    boolean tradesMissing,
    long rowsWritten,
    EngineCounts engine,
    double vpinBucketVolume,
    Cost cost,
    Optional<DayStatistics> day,
    Map<InputCount, Long> input,
    List<String> doubts,
    Optional<Understood> understood) {

  /**
   * What was read of one kind of input.
   *
   * @param rows in the input objects
   * @param withoutTime of these, dropped because their clock is null
   */
  public record Read(long rows, long withoutTime) {}

  /**
   * What processing took.
   *
   * @param objectsIn number of input objects
   * @param bytesIn their size
   * @param bytesOut size of the output
   * @param durationMillis wall time
   * @param peakHeapBytes the highest heap use seen
   * @param scratchBytes the most that lay on the scratch disk at once: sort runs, and copies of
   *     inputs, which give way to these
   */
  public record Cost(
      int objectsIn,
      long bytesIn,
      long bytesOut,
      long durationMillis,
      long peakHeapBytes,
      long scratchBytes) {}

  /** Copies. */
  public PartitionStats {
    input = Map.copyOf(input);
    doubts = List.copyOf(doubts);
  }

  /** Without measurements of the day. */
  public PartitionStats(
      Read books,
      Read trades,
      boolean tradesMissing,
      long rowsWritten,
      EngineCounts engine,
      double vpinBucketVolume,
      Cost cost) {
    this(
        books,
        trades,
        tradesMissing,
        rowsWritten,
        engine,
        vpinBucketVolume,
        cost,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  /** Snapshots in the input objects. */
  public long rowsRead() {
    return books.rows();
  }

  /** Snapshots dropped because their clock is null. */
  public long rowsWithoutTime() {
    return books.withoutTime();
  }

  /** Trades in the input objects. */
  public long tradesRead() {
    return trades.rows();
  }

  /** Trades dropped because their clock is null. */
  public long tradesWithoutTime() {
    return trades.withoutTime();
  }

  /** Number of input objects. */
  public int objectsIn() {
    return cost.objectsIn();
  }

  /** Size of the input objects. */
  public long bytesIn() {
    return cost.bytesIn();
  }

  /** Size of the output. */
  public long bytesOut() {
    return cost.bytesOut();
  }

  /** Wall time. */
  public long durationMillis() {
    return cost.durationMillis();
  }

  /** The highest heap use seen. */
  public long peakHeapBytes() {
    return cost.peakHeapBytes();
  }

  /** The most that lay on the scratch disk at once. */
  public long scratchBytes() {
    return cost.scratchBytes();
  }

  /** A count of the input; 0 when there is none. */
  public long count(InputCount what) {
    return input.getOrDefault(what, 0L);
  }
}
