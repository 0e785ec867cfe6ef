package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.internal.order.KeptTrades;
import dev.silverbook.lake.internal.order.MergedSnapshots;
import dev.silverbook.lake.internal.order.OrderedRows;
import dev.silverbook.lake.internal.order.ReclockedTrades;
import dev.silverbook.lake.internal.order.ScannedObjects;
import dev.silverbook.lake.internal.order.SortLimits;
import dev.silverbook.lake.internal.rebuild.RebuiltSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctSnapshots;
import dev.silverbook.lake.internal.repeat.DistinctTrades;
import dev.silverbook.lake.internal.repeat.TradeSurvey;
import dev.silverbook.lake.internal.repeat.TradeTally;
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
 * through scratch files. Those are deleted when the stream is closed.
 *
 * <p>Trades are looked at before they are delivered, to see whether their ids tell which of them
 * are there twice. Where objects follow one another that is done while their times are read, and up
 * to a bound they are kept for their delivery; else they are read for it.
 *
 * <p>Rows without a time are dropped and counted. Where the day is not known, a null capture time
 * is an error when it is the clock. Not thread-safe.
 */
public final class SortedPartitionReader implements PartitionReader {

  private static final int ALL_LEVELS = Integer.MAX_VALUE;

  private final LakeFormat format;
  private final LakeFormat bookFormat;
  private final LakeFormat tradeFormat;
  private final Clock clock;
  private final ScratchSpace scratch;
  private final SortLimits limits;
  private final Optional<LocalDate> day;
  private final InputConfiguration input;
  private final int depth;
  private ScannedObjects bookScan;
  private ScannedObjects tradeScan;

  /** Of the trades of {@link #tradeScan}; null until it is known. */
  private TradeSurvey survey;

  /** The trades of {@link #tradeScan} themselves; null where they have to be read for it. */
  private KeptTrades kept;

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
    this.bookFormat = format.forPartition();
    this.tradeFormat = format.forPartition();
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
    bookScan = orderBook.isEmpty() ? null : scanBooks(orderBook, clock);
    tradeScan = trades.isEmpty() ? null : scanTrades(trades, clock);
    boolean booksLack = bookScan != null && bookScan.lackClock();
    boolean tradesLack = tradeScan != null && tradeScan.lackClock();
    if (clock == Clock.EXCHANGE || !(booksLack || tradesLack)) {
      return Clocks.of(clock);
    }
    boolean booksHave = bookScan == null || bookScan.have(Clock.EXCHANGE);
    boolean tradesHave = tradeScan == null || tradeScan.have(Clock.EXCHANGE);
    boolean both = booksHave && tradesHave;
    if (bookScan != null && (both || (booksLack && booksHave))) {
      bookScan = scanBooks(orderBook, Clock.EXCHANGE);
    }
    if (tradeScan != null && (both || (tradesLack && tradesHave))) {
      tradeScan = scanTrades(trades, Clock.EXCHANGE);
    }
    ScannedObjects books = bookScan == null ? tradeScan : bookScan;
    return new Clocks(books.clock(), tradeScan == null ? books.clock() : tradeScan.clock());
  }

  private ScannedObjects scanBooks(List<? extends InputObject> objects, Clock by)
      throws IOException {
    return new ScannedObjects(
        bookFormat, by, new InputContext(day, input, new InputNotes()), objects);
  }

  /** Reads the times, and where it can be done on the way, the trades for their survey. */
  private ScannedObjects scanTrades(List<? extends InputObject> objects, Clock by)
      throws IOException {
    TradeTally tally = new TradeTally();
    KeptTrades all = new KeptTrades();
    ScannedObjects found =
        ScannedObjects.ofTrades(
            tradeFormat,
            by,
            new InputContext(day, input, new InputNotes()),
            objects,
            (trade, id, time, rank, position) -> {
              tally.see(trade, id, time, rank, position);
              all.see(trade, id, time, rank, position);
            });
    survey = found.witnessed() ? tally.survey(Optional.empty()) : null;
    kept = found.witnessed() && all.complete() ? all : null;
    return found;
  }

  /** What is known of these objects, for one pass over them. */
  private static ScannedObjects fit(ScannedObjects found) throws IOException {
    ScannedObjects again = found.again();
    again.requireFit();
    return again;
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    boolean known = bookScan != null && bookScan.of(objects);
    ScannedObjects scanned = fit(known ? bookScan : scanBooks(objects, clock));
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
    // What is kept was noted when it was read.
    ScannedObjects scanned = kept == null ? fit(tradeScan) : tradeScan;
    sayClock(scanned, scanned.counts());
    OrderedTrades trades =
        new DistinctTrades(
            kept == null ? OrderedRows.trades(scanned, scratch, limits) : kept.rows(scanned),
            known);
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

  /** What all trades say together, which takes one more pass where their times did not show it. */
  private TradeSurvey survey(List<? extends InputObject> objects) throws IOException {
    if (tradeScan == null || !tradeScan.of(objects)) {
      tradeScan = scanTrades(objects, clock);
    }
    ScannedObjects scanned = fit(tradeScan);
    if (survey == null) {
      survey = TradeSurvey.of(scanned, OrderedRows.trades(scanned, scratch, limits));
    }
    return survey;
  }
}
