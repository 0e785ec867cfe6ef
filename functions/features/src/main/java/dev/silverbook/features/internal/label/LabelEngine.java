package dev.silverbook.features.internal.label;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RowSink;
import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.engine.RowListener;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.trade.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * One label row per written row, in the same order. A horizon of a row is decided by the first
 * usable row beyond it, by a gap, or by the end; a row goes out when all its horizons are decided.
 * Rows that wait are no older than the longest horizon or the longest silence that is no gap. What
 * a sink throws comes out as {@link UncheckedIOException}.
 */
public final class LabelEngine implements RowListener {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int INITIAL_CAPACITY = 256;

  private final FeatureSchema schema;
  private final FeatureRow out;
  private final RowSink sink;
  private final long maxGap;
  private final Horizon[] horizons;
  private final int width;

  /** Rings by sequence number, [head, tail). */
  private long[] times = new long[INITIAL_CAPACITY];

  private long[] captures = new long[INITIAL_CAPACITY];

  /** NaN for a row that is not usable. */
  private double[] mids = new double[INITIAL_CAPACITY];

  private double[] values;
  private int mask = INITIAL_CAPACITY - 1;
  private long head;
  private long tail;
  private boolean anyUsable;
  private long usableTime;
  private double usableMid;

  /** One horizon, and the first row that it is not decided for. */
  private static final class Horizon {
    private final long length;
    private final Extreme high = new Extreme(1);
    private final Extreme low = new Extreme(-1);
    private long next;

    Horizon(long length) {
      this.length = length;
    }
  }

  /** An engine for one partition; label rows go to {@code sink} as {@link Dataset#LABELS}. */
  public LabelEngine(FeatureConfiguration configuration, RowSink sink) {
    this.schema = new LabelColumns(configuration.output()).schema();
    this.out = new FeatureRow(schema);
    this.sink = sink;
    this.maxGap = configuration.time().maxGapSeconds() * MICROS_PER_SECOND;
    this.horizons =
        configuration.output().labelsSeconds().stream()
            .map(seconds -> new Horizon(seconds * MICROS_PER_SECOND))
            .toArray(Horizon[]::new);
    this.width = LabelColumns.PER_HORIZON * horizons.length;
    this.values = new double[INITIAL_CAPACITY * width];
  }

  /** The columns of labels. */
  public FeatureSchema schema() {
    return schema;
  }

  @Override
  public void usable(Row row, Carried carried) {
    long time = row.time();
    if (row.hasPredecessor()) {
      for (int h = 0; h < horizons.length; h++) {
        decideBefore(h, time);
      }
    } else {
      decideAll();
    }
    for (Horizon horizon : horizons) {
      horizon.high.add(time, row.mid());
      horizon.low.add(time, row.mid());
    }
    append(time, row.captureMicros(), row.mid());
    anyUsable = true;
    usableTime = time;
    usableMid = row.mid();
    writeDecided();
  }

  @Override
  public void unusable(long time, long captureMicros) {
    if (!anyUsable || time - usableTime > maxGap) {
      // Whatever usable row comes next, it comes after a gap.
      decideAll();
    }
    append(time, captureMicros, Double.NaN);
    writeDecided();
  }

  @Override
  public void trade(Trade trade) {}

  @Override
  public void finish(long lastTime) {
    decideAll();
    writeDecided();
  }

  /** A usable row at {@code time} follows without a gap: horizons that end before it are known. */
  private void decideBefore(int h, long time) {
    Horizon horizon = horizons[h];
    while (horizon.next < tail) {
      int at = (int) horizon.next & mask;
      if (!Double.isNaN(mids[at])) {
        if (times[at] + horizon.length >= time) {
          return;
        }
        decide(h, at);
      }
      horizon.next++;
    }
  }

  /** No usable row follows, or only across a gap: what reaches beyond the last one is null. */
  private void decideAll() {
    for (int h = 0; h < horizons.length; h++) {
      Horizon horizon = horizons[h];
      for (; horizon.next < tail; horizon.next++) {
        int at = (int) horizon.next & mask;
        if (!Double.isNaN(mids[at]) && times[at] + horizon.length <= usableTime) {
          decide(h, at);
        }
      }
      horizon.high.clear();
      horizon.low.clear();
    }
  }

  /** The row's horizon lies at or after the last usable row and before the next. */
  private void decide(int h, int at) {
    double mid = mids[at];
    int to = at * width + h * LabelColumns.PER_HORIZON;
    values[to] = Math.log(usableMid / mid);
    values[to + 1] = Math.log(horizons[h].high.after(times[at]) / mid);
    values[to + 2] = Math.log(horizons[h].low.after(times[at]) / mid);
  }

  private void append(long time, long captureMicros, double mid) {
    if (tail - head > mask) {
      grow();
    }
    int at = (int) tail & mask;
    times[at] = time;
    captures[at] = captureMicros;
    mids[at] = mid;
    Arrays.fill(values, at * width, (at + 1) * width, Double.NaN);
    tail++;
  }

  private void writeDecided() {
    long decided = tail;
    for (Horizon horizon : horizons) {
      decided = Math.min(decided, firstUndecided(horizon));
    }
    for (; head < decided; head++) {
      int at = (int) head & mask;
      out.clear();
      out.integers()[0] = captures[at];
      for (int i = 0; i < width; i++) {
        out.set(i, values[at * width + i]);
      }
      try {
        sink.row(Dataset.LABELS, 0, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Rows that are not usable have nothing to wait for. */
  private long firstUndecided(Horizon horizon) {
    while (horizon.next < tail && Double.isNaN(mids[(int) horizon.next & mask])) {
      horizon.next++;
    }
    return horizon.next;
  }

  private void grow() {
    int capacity = times.length * 2;
    long[] grownTimes = new long[capacity];
    long[] grownCaptures = new long[capacity];
    double[] grownMids = new double[capacity];
    double[] grownValues = new double[capacity * width];
    for (long i = head; i < tail; i++) {
      int from = (int) i & mask;
      int to = (int) i & (capacity - 1);
      grownTimes[to] = times[from];
      grownCaptures[to] = captures[from];
      grownMids[to] = mids[from];
      System.arraycopy(values, from * width, grownValues, to * width, width);
    }
    times = grownTimes;
    captures = grownCaptures;
    mids = grownMids;
    values = grownValues;
    mask = capacity - 1;
  }
}
