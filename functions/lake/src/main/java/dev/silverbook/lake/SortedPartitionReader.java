package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.internal.order.MergedSnapshots;
import dev.silverbook.lake.internal.order.OrderedRows;
import dev.silverbook.lake.internal.order.ReclockedTrades;
import dev.silverbook.lake.internal.order.ScannedObjects;
import dev.silverbook.lake.internal.order.SortLimits;
import dev.silverbook.lake.internal.rebuild.RebuiltSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctTrades;
import dev.silverbook.lake.internal.repeat.TradeSurvey;
import dev.silverbook.lake.scratch.ScratchSpace;
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
  private final ScratchSpace scratch;
  private final SortLimits limits;
  private final Optional<LocalDate> day;
  private final InputConfiguration input;
  private final int depth;
  private List<String> surveyed = List.of();
  private TradeSurvey survey;
  private ScannedObjects bookScan;
  private ScannedObjects tradeScan;

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
    this(
        format,
        clock,
        new ScratchSpace(scratchDirectory),
        SortLimits.DEFAULT,
        Optional.empty(),
        input,
        depth);
  }

  /** As configured by default, on a scratch disk that somebody else watches. */
  public SortedPartitionReader(LakeFormat format, Clock clock, ScratchSpace scratch) {
    this(
        format,
        clock,
        scratch,
        SortLimits.DEFAULT,
        Optional.empty(),
        InputConfiguration.defaults(),
        ALL_LEVELS);
  }

  SortedPartitionReader(LakeFormat format, Clock clock, Path scratchDirectory, SortLimits limits) {
    this(
        format,
        clock,
        new ScratchSpace(scratchDirectory),
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
        new ScratchSpace(scratchDirectory),
        limits,
        Optional.empty(),
        InputConfiguration.defaults(),
        depth);
  }

  private SortedPartitionReader(
      LakeFormat format,
      Clock clock,
      ScratchSpace scratch,
      SortLimits limits,
      Optional<LocalDate> day,
      InputConfiguration input,
      int depth) {
    this.day = day;
    this.depth = depth;
    this.input = Objects.requireNonNull(input, "input");
    this.format = Objects.requireNonNull(format, "format");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.scratch = Objects.requireNonNull(scratch, "scratch");
    this.limits = limits;
  }

  @Override
  public PartitionReader on(LocalDate partitionDay) {
    return new SortedPartitionReader(
        format, clock, scratch.another(), limits, Optional.of(partitionDay), input, depth);
  }

  @Override
  public ScratchSpace scratch() {
    return scratch;
  }

  @Override
  public Clocks clocks(
      Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades)
      throws IOException {
    bookScan = orderBook.isEmpty() ? null : scan(orderBook, clock);
    tradeScan = trades.isEmpty() ? null : scan(trades, clock);
    boolean booksLack = bookScan != null && bookScan.lackClock();
    boolean tradesLack = tradeScan != null && tradeScan.lackClock();
    if (clock == Clock.EXCHANGE || !(booksLack || tradesLack)) {
      return Clocks.of(clock);
    }
    boolean booksHave = bookScan == null || bookScan.have(Clock.EXCHANGE);
    boolean tradesHave = tradeScan == null || tradeScan.have(Clock.EXCHANGE);
    boolean both = booksHave && tradesHave;
    if (bookScan != null && (both || (booksLack && booksHave))) {
      bookScan = scan(orderBook, Clock.EXCHANGE);
    }
    if (tradeScan != null && (both || (tradesLack && tradesHave))) {
      tradeScan = scan(trades, Clock.EXCHANGE);
    }
    ScannedObjects books = bookScan == null ? tradeScan : bookScan;
    return new Clocks(books.clock(), tradeScan == null ? books.clock() : tradeScan.clock());
  }

  private ScannedObjects scan(List<? extends InputObject> objects, Clock by) throws IOException {
    return new ScannedObjects(format, by, new InputContext(day, input, new InputNotes()), objects);
  }

  /** What is known of these objects already, or is read now by the clock that is configured. */
  private ScannedObjects scanned(ScannedObjects known, List<? extends InputObject> objects)
      throws IOException {
    ScannedObjects found =
        known != null && known.of(objects) ? known.again() : scan(objects, clock);
    found.requireFit();
    return found;
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    ScannedObjects scanned = scanned(bookScan, objects);
    sayClock(scanned, scanned.counts());
    BookRows rows = scanned.bookRows();
    return switch (rows) {
      case BOOKS -> books(scanned);
      case CHANGES, LEVELS ->
          new RebuiltSnapshots(OrderedRows.changes(scanned, scratch, limits), rows, depth);
    };
  }

  private OrderedSnapshots books(ScannedObjects scanned) {
    MergedSnapshots merged = OrderedRows.snapshots(scanned, scratch, limits);
    // Nothing can be there twice where no two rows have the same time.
    return scanned.ties() ? new DistinctSnapshots(merged) : merged;
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    TradeSurvey known = survey(objects);
    ScannedObjects scanned = scanned(tradeScan, objects);
    sayClock(scanned, scanned.counts());
    OrderedTrades trades = new DistinctTrades(OrderedRows.trades(scanned, scratch, limits), known);
    if (bookScan == null || bookScan.clock() == scanned.clock()) {
      return trades;
    }
    scanned
        .context()
        .notes()
        .doubt(
            "mixed_clocks",
            "books are ordered by "
                + bookScan.clock().key()
                + " time, trades by "
                + scanned.clock().key()
                + " time, and no clock is in both; let the recorder write one");
    return new ReclockedTrades(trades, scanned.clock());
  }

  private void sayClock(ScannedObjects scanned, ReadCounts counts) {
    if (scanned.clock() != clock) {
      scanned
          .context()
          .notes()
          .count(InputCount.ROWS_BY_EXCHANGE_TIME, counts.rows() - counts.rowsWithoutTime());
    }
  }

  @Override
  public double tradeVolume(List<? extends InputObject> objects) throws IOException {
    return survey(objects).volume();
  }

  /** Reads all trades once, however often they are asked for. */
  private TradeSurvey survey(List<? extends InputObject> objects) throws IOException {
    List<String> keys = objects.stream().map(InputObject::key).toList();
    if (survey == null || !surveyed.equals(keys)) {
      if (tradeScan == null || !tradeScan.of(objects)) {
        tradeScan = scan(objects, clock);
      }
      ScannedObjects scanned = scanned(tradeScan, objects);
      survey = new TradeSurvey(scanned, OrderedRows.trades(scanned, scratch, limits));
      surveyed = keys;
    }
    return survey;
  }
}
