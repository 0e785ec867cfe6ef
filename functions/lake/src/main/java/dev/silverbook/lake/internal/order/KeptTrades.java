package dev.silverbook.lake.internal.order;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.internal.read.LongDecoder;
import java.util.Arrays;

/**
 * The trades of a partition that has not very many of them, as they were read with their times, so
 * that their objects need not be opened again. Arrays that grow with need, to a bound.
 */
public final class KeptTrades implements TradeWitness {

  /** Trades that are kept at most: 6 MiB. */
  static final int MOST = 1 << 17;

  private static final int FIRST = 1 << 10;

  private final int most;
  private int count;
  private boolean full;
  private long[] captures = {};
  private long[] exchanges = {};
  private double[] prices = {};
  private double[] amounts = {};
  private byte[] sides = {};
  private long[] ids = {};
  private int[] ranks = {};
  private int[] positions = {};

  /** Nothing kept yet. */
  public KeptTrades() {
    this(MOST);
  }

  KeptTrades(int most) {
    this.most = most;
  }

  @Override
  public void see(RawTrade trade, long id, long time, int rank, long position) {
    if (full) {
      return;
    }
    if (count == most || position > Integer.MAX_VALUE) {
      full = true;
      resize(0);
      return;
    }
    if (count == ids.length) {
      resize(Math.min(most, Math.max(FIRST, 2 * count)));
    }
    captures[count] = trade.captureMicros();
    exchanges[count] = trade.exchangeMillis();
    prices[count] = trade.price();
    amounts[count] = trade.amount();
    sides[count] = (byte) LongDecoder.code(trade.side());
    ids[count] = id;
    ranks[count] = rank;
    positions[count] = (int) position;
    count++;
  }

  private void resize(int capacity) {
    captures = Arrays.copyOf(captures, capacity);
    exchanges = Arrays.copyOf(exchanges, capacity);
    prices = Arrays.copyOf(prices, capacity);
    amounts = Arrays.copyOf(amounts, capacity);
    sides = Arrays.copyOf(sides, capacity);
    ids = Arrays.copyOf(ids, capacity);
    ranks = Arrays.copyOf(ranks, capacity);
    positions = Arrays.copyOf(positions, capacity);
  }

  /** Whether all that were seen are kept. */
  public boolean complete() {
    return !full;
  }

  /**
   * Delivers them.
   *
   * @param objects whose trades they are
   */
  public NotedTrades rows(ScannedObjects objects) {
    return new Rows(objects);
  }

  private final class Rows implements NotedTrades {

    private final ScannedObjects objects;
    private final RawTrade current = new RawTrade();
    private int row = -1;

    Rows(ScannedObjects objects) {
      this.objects = objects;
    }

    @Override
    public boolean next() {
      if (row + 1 >= count) {
        return false;
      }
      row++;
      AggressorSide side = LongDecoder.side(sides[row]);
      current.set(captures[row], exchanges[row], prices[row], amounts[row], side);
      return true;
    }

    @Override
    public RawTrade current() {
      return current;
    }

    @Override
    public long tradeId() {
      return ids[row];
    }

    @Override
    public String object() {
      return objects.key(ranks[row]);
    }

    @Override
    public long row() {
      return positions[row];
    }

    @Override
    public InputNotes notes() {
      return objects.context().notes();
    }

    @Override
    public ReadCounts counts() {
      return objects.counts();
    }

    @Override
    public InputReport report() {
      return InputReport.of(objects.clock(), notes());
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
