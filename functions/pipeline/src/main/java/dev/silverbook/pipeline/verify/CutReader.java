package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.ForwardingSnapshots;
import dev.silverbook.lake.ForwardingTrades;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** Reads a partition as if nothing had come after a time. */
final class CutReader implements PartitionReader {

  private final PartitionReader whole;
  private Clock clock;
  private final long cut;

  /**
   * The part of {@code whole} up to {@code cut}, inclusive.
   *
   * @param cut microseconds since the epoch, by {@code clock}
   */
  CutReader(PartitionReader whole, Clock clock, long cut) {
    this.whole = whole;
    this.clock = clock;
    this.cut = cut;
  }

  @Override
  public PartitionReader on(LocalDate day) {
    return new CutReader(whole.on(day), clock, cut);
  }

  @Override
  public ScratchSpace scratch() {
    return whole.scratch();
  }

  @Override
  public Clocks clocks(
      Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades)
      throws IOException {
    Clocks decided = whole.clocks(wanted, orderBook, trades);
    clock = decided.books();
    return decided;
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return new Snapshots(whole.snapshots(objects));
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return new Trades(whole.trades(objects));
  }

  /** Ends at the first row after the cut. */
  private final class Snapshots extends ForwardingSnapshots {
    private boolean ended;

    Snapshots(OrderedSnapshots rows) {
      super(rows);
    }

    @Override
    public boolean next() throws IOException {
      ended = ended || !super.next() || current().time(clock) > cut;
      return !ended;
    }
  }

  /** Ends at the first row after the cut. */
  private final class Trades extends ForwardingTrades {
    private boolean ended;

    Trades(OrderedTrades rows) {
      super(rows);
    }

    @Override
    public boolean next() throws IOException {
      ended = ended || !super.next() || current().time(clock) > cut;
      return !ended;
    }
  }
}
