package dev.silverbook.pipeline.inspect;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.ForwardingSnapshots;
import dev.silverbook.lake.ForwardingTrades;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a partition and keeps a few rows of it. Where books were cut, trades end with them: what
 * comes later says nothing about books that were not read.
 */
final class ExcerptReader implements PartitionReader {

  private static final int TRADES = 3;

  private final PartitionReader reader;
  private final boolean cut;
  private final List<Excerpt.Trade> firstTrades = new ArrayList<>();
  private Optional<Excerpt.Book> firstBook = Optional.empty();
  private InputReport orderBook = InputReport.NONE;
  private InputReport tradeReport = InputReport.NONE;
  private boolean bookComplete;
  private boolean booksEnded;

  /**
   * Forwards.
   *
   * @param reader of the partition's day
   * @param cut whether its objects end early
   */
  ExcerptReader(PartitionReader reader, boolean cut) {
    this.reader = reader;
    this.cut = cut;
  }

  /** What was kept. */
  Excerpt excerpt() {
    return new Excerpt(firstBook, firstTrades, orderBook, tradeReport);
  }

  @Override
  public PartitionReader on(LocalDate day) {
    // It is on that day already.
    return this;
  }

  @Override
  public ScratchSpace scratch() {
    return reader.scratch();
  }

  @Override
  public Clocks clocks(
      Clock wanted, List<? extends InputObject> books, List<? extends InputObject> trades)
      throws IOException {
    return reader.clocks(wanted, books, trades);
  }

  @Override
  public double tradeVolume(List<? extends InputObject> objects) throws IOException {
    return reader.tradeVolume(objects);
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return new Snapshots(reader.snapshots(objects));
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return new Trades(reader.trades(objects));
  }

  private void keep(RawSnapshot book, Clock clock) {
    bookComplete = book.bids().length() > 0 && book.asks().length() > 0;
    if (firstBook.isEmpty() || bookComplete) {
      firstBook =
          Optional.of(
              new Excerpt.Book(
                  book.time(clock),
                  Excerpt.levels(book.bids()),
                  Excerpt.levels(book.asks()),
                  book.bids().length(),
                  book.asks().length()));
    }
  }

  private void keep(RawTrade trade, Clock clock) {
    firstTrades.add(
        new Excerpt.Trade(trade.time(clock), trade.side(), trade.price(), trade.amount()));
  }

  private final class Snapshots extends ForwardingSnapshots {
    private final Clock clock;

    Snapshots(OrderedSnapshots rows) {
      super(rows);
      clock = rows.report().clock();
    }

    @Override
    public boolean next() throws IOException {
      boolean more = super.next();
      booksEnded = !more;
      if (more && !bookComplete) {
        keep(current(), clock);
      }
      return more;
    }

    @Override
    public void close() throws IOException {
      orderBook = report();
      super.close();
    }
  }

  private final class Trades extends ForwardingTrades {
    private final Clock clock;

    Trades(OrderedTrades rows) {
      super(rows);
      clock = rows.report().clock();
    }

    @Override
    public boolean next() throws IOException {
      boolean more = !(cut && booksEnded) && super.next();
      if (more && firstTrades.size() < TRADES) {
        keep(current(), clock);
      }
      return more;
    }

    @Override
    public void close() throws IOException {
      tradeReport = report();
      super.close();
    }
  }
}
