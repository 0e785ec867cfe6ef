package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.internal.order.OrderedRows;
import dev.silverbook.lake.internal.order.SortLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a partition in time order in bounded memory. The clock's column is read twice, everything
 * else once; only objects that are out of order, or of which more than 16 overlap at once, go
 * through scratch files. Those are deleted when the stream is closed.
 *
 * <p>Rows without a time are dropped and counted. Where the day is not known, a null capture time
 * is an error when it is the clock.
 */
public final class SortedPartitionReader implements PartitionReader {

  private final LakeFormat format;
  private final Clock clock;
  private final Path scratchDirectory;
  private final SortLimits limits;
  private final Optional<LocalDate> day;
  private final InputConfiguration input;

  /**
   * Reads {@code format}, ordered by {@code clock}.
   *
   * @param scratchDirectory for temporary files; created when one is needed
   */
  public SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory) {
    this(format, clock, scratchDirectory, SortLimits.DEFAULT);
  }

  /**
   * Reads as {@code input} says, and detects what it does not say.
   *
   * @param scratchDirectory for temporary files; created when one is needed
   */
  public SortedPartitionReader(
      LakeFormat format, Clock clock, Path scratchDirectory, InputConfiguration input) {
    this(format, clock, scratchDirectory, SortLimits.DEFAULT, Optional.empty(), input);
  }

  SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory, SortLimits limits) {
    this(format, clock, scratchDirectory, limits, Optional.empty(), InputConfiguration.defaults());
  }

  private SortedPartitionReader(
      LakeFormat format,
      Clock clock,
      Path scratchDirectory,
      SortLimits limits,
      Optional<LocalDate> day,
      InputConfiguration input) {
    this.day = day;
    this.input = Objects.requireNonNull(input, "input");
    this.format = Objects.requireNonNull(format, "format");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.scratchDirectory = Objects.requireNonNull(scratchDirectory, "scratchDirectory");
    this.limits = limits;
  }

  @Override
  public PartitionReader on(LocalDate partitionDay) {
    return new SortedPartitionReader(
        format, clock, scratchDirectory, limits, Optional.of(partitionDay), input);
  }

  private InputContext context() {
    return new InputContext(day, input, new InputNotes());
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return OrderedRows.snapshots(format, clock, context(), scratchDirectory, limits, objects);
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return OrderedRows.trades(format, clock, context(), scratchDirectory, limits, objects);
  }
}
