package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.internal.order.MergedSnapshots;
import dev.silverbook.lake.internal.order.OrderedRows;
import dev.silverbook.lake.internal.order.ScannedObjects;
import dev.silverbook.lake.internal.order.SortLimits;
import dev.silverbook.lake.internal.rebuild.RebuiltSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctTrades;
import dev.silverbook.lake.internal.repeat.TradeSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a partition in time order in bounded memory. The clock's column is read twice, everything
 * else once; only objects that are out of order, or of which more than 16 overlap at once, go
 * through scratch files. Those are deleted when the stream is closed. Trades are read once more
 * before, to see whether their ids tell which of them are there twice.
 *
 * <p>Rows without a time are dropped and counted. Where the day is not known, a null capture time
 * is an error when it is the clock. Not thread-safe.
 */
public final class SortedPartitionReader implements PartitionReader {

  private static final int ALL_LEVELS = Integer.MAX_VALUE;

  private final LakeFormat format;
  private final Clock clock;
  private final Path scratchDirectory;
  private final SortLimits limits;
  private final Optional<LocalDate> day;
  private final InputConfiguration input;
  private final int depth;
  private List<String> surveyed = List.of();
  private TradeSurvey survey;

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
    this(format, clock, scratchDirectory, input, ALL_LEVELS);
  }

  /**
   * As above, where books that are put together from changes are handed out to a depth.
   *
   * @param depth most levels a side of such books, at least one; they are kept whole
   */
  public SortedPartitionReader(
      LakeFormat format, Clock clock, Path scratchDirectory, InputConfiguration input, int depth) {
    this(format, clock, scratchDirectory, SortLimits.DEFAULT, Optional.empty(), input, depth);
  }

  SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory, SortLimits limits) {
    this(
        format,
        clock,
        scratchDirectory,
        limits,
        Optional.empty(),
        InputConfiguration.defaults(),
        ALL_LEVELS);
  }

  static SortedPartitionReader withLimits(
      LakeFormat format, Clock clock, Path scratchDirectory, SortLimits limits, int depth) {
    return new SortedPartitionReader(
        format,
        clock,
        scratchDirectory,
        limits,
        Optional.empty(),
        InputConfiguration.defaults(),
        depth);
  }

  private SortedPartitionReader(
      LakeFormat format,
      Clock clock,
      Path scratchDirectory,
      SortLimits limits,
      Optional<LocalDate> day,
      InputConfiguration input,
      int depth) {
    this.day = day;
    this.depth = depth;
    this.input = Objects.requireNonNull(input, "input");
    this.format = Objects.requireNonNull(format, "format");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.scratchDirectory = Objects.requireNonNull(scratchDirectory, "scratchDirectory");
    this.limits = limits;
  }

  @Override
  public PartitionReader on(LocalDate partitionDay) {
    return new SortedPartitionReader(
        format, clock, scratchDirectory, limits, Optional.of(partitionDay), input, depth);
  }

  private InputContext context() {
    return new InputContext(day, input, new InputNotes());
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    ScannedObjects scanned = new ScannedObjects(format, clock, context(), objects);
    BookRows rows = scanned.bookRows();
    return switch (rows) {
      case BOOKS -> books(scanned);
      case CHANGES, LEVELS ->
          new RebuiltSnapshots(OrderedRows.changes(scanned, scratchDirectory, limits), rows, depth);
    };
  }

  private OrderedSnapshots books(ScannedObjects scanned) {
    MergedSnapshots merged = OrderedRows.snapshots(scanned, scratchDirectory, limits);
    // Nothing can be there twice where no two rows have the same time.
    return scanned.ties() ? new DistinctSnapshots(merged) : merged;
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    TradeSurvey known = survey(objects);
    ScannedObjects scanned = new ScannedObjects(format, clock, context(), objects);
    return new DistinctTrades(OrderedRows.trades(scanned, scratchDirectory, limits), known);
  }

  @Override
  public double tradeVolume(List<? extends InputObject> objects) throws IOException {
    return survey(objects).volume();
  }

  /** Reads all trades once, however often they are asked for. */
  private TradeSurvey survey(List<? extends InputObject> objects) throws IOException {
    List<String> keys = objects.stream().map(InputObject::key).toList();
    if (survey == null || !surveyed.equals(keys)) {
      ScannedObjects scanned = new ScannedObjects(format, clock, context(), objects);
      survey = new TradeSurvey(scanned, OrderedRows.trades(scanned, scratchDirectory, limits));
      surveyed = keys;
    }
    return survey;
  }
}
