package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.internal.order.OrderedRows;
import dev.silverbook.lake.internal.order.SortLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads a partition in time order in bounded memory. The clock's column is read twice, everything
 * else once; only objects that are out of order, or of which more than 16 overlap at once, go
 * through scratch files. Those are deleted when the stream is closed.
 *
 * <p>With the capture clock a null time is an error; with the exchange clock such rows are dropped
 * and counted.
 */
public final class SortedPartitionReader implements PartitionReader {

  private final LakeFormat format;
  private final Clock clock;
  private final Path scratchDirectory;
  private final SortLimits limits;

  /**
   * Reads {@code format}, ordered by {@code clock}.
   *
   * @param scratchDirectory for temporary files; created when one is needed
   */
  public SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory) {
    this(format, clock, scratchDirectory, SortLimits.DEFAULT);
  }

  SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory, SortLimits limits) {
    this.format = Objects.requireNonNull(format, "format");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.scratchDirectory = Objects.requireNonNull(scratchDirectory, "scratchDirectory");
    this.limits = limits;
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return OrderedRows.snapshots(format, clock, scratchDirectory, limits, objects);
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return OrderedRows.trades(format, clock, scratchDirectory, limits, objects);
  }
}
