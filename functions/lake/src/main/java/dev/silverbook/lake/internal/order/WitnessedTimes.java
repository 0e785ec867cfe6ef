package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.UnreadableObjectException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows trades to a witness while their times are read, which saves reading all of them once more.
 * That is right where each object begins after the end of the one before, by key, and is in order
 * itself: then trades are seen as they are delivered later. Whether that is so shows on the way.
 */
final class WitnessedTimes {

  private final LakeFormat format;
  private final Clock clock;
  private final InputContext context;
  private final TradeWitness witness;
  private boolean inOrder = true;
  private boolean any;
  private long last = Long.MIN_VALUE;

  WitnessedTimes(LakeFormat format, Clock clock, InputContext context, TradeWitness witness) {
    this.format = format;
    this.clock = clock;
    this.context = context;
    this.witness = witness;
  }

  /** Whether the witness has seen all trades so far, each as it will be delivered. */
  boolean sawAll() {
    return inOrder;
  }

  /**
   * Reads the trades of the next object.
   *
   * @param rank of the object among all, by key
   * @return empty where its times have to be read by themselves
   */
  Optional<TimeScan> read(InputObject object, int rank) throws IOException {
    Optional<LakeFormat.TimedTrades> opened = Optional.empty();
    try {
      if (inOrder) {
        opened = format.openTimedTrades(object, clock, context);
      }
      if (opened.isPresent() && opened.get().hasClock()) {
        return Optional.of(TimeScan.of(new Shown(opened.get(), rank), object, clock, context));
      }
    } catch (UnreadableObjectException e) {
      // Its times may be readable all the same. Whoever reads the trades finds it again and says
      // it.
      inOrder = false;
      return Optional.empty();
    } finally {
      if (opened.isPresent()) {
        opened.get().close();
      }
    }
    inOrder = false;
    return Optional.empty();
  }

  /** The times of trades that the witness sees on the way. */
  private final class Shown implements TimeReader {

    private final LakeFormat.TimedTrades trades;
    private final int rank;
    private boolean begun;

    Shown(LakeFormat.TimedTrades trades, int rank) {
      this.trades = trades;
      this.rank = rank;
    }

    @Override
    public boolean next() throws IOException {
      if (!trades.next()) {
        return false;
      }
      any = true;
      long time = trades.time();
      if (time != RawSnapshot.NULL) {
        inOrder &= begun ? time >= last : time > last;
        begun = true;
        last = time;
        if (inOrder) {
          witness.see(trades.current(), trades.tradeId(), time, rank, trades.row());
        }
      }
      return true;
    }

    @Override
    public boolean signedAmounts() throws IOException {
      boolean signed = trades.signedAmounts();
      // Trades before this object were not read as signed.
      inOrder &= !signed || !any || context.notes().signedAmounts();
      return signed;
    }

    @Override
    public boolean hasClock() {
      return trades.hasClock();
    }

    @Override
    public boolean has(Clock other) {
      return trades.has(other);
    }

    @Override
    public InputColumns columns() {
      return trades.columns();
    }

    @Override
    public BookRows bookRows() {
      return trades.bookRows();
    }

    @Override
    public Map<String, Set<String>> markets() throws IOException {
      return trades.markets();
    }

    @Override
    public long time() {
      return trades.time();
    }

    @Override
    public String object() {
      return trades.object();
    }

    @Override
    public long row() {
      return trades.row();
    }

    @Override
    public void close() {
      // The trades are closed by whoever has opened them.
    }
  }
}
