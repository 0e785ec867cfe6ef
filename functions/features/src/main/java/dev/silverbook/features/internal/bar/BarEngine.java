package dev.silverbook.features.internal.bar;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RowSink;
import dev.silverbook.features.bars.TooManyBarsException;
import dev.silverbook.features.internal.engine.Carried;
import dev.silverbook.features.internal.engine.RowListener;
import dev.silverbook.features.internal.group.Row;
import dev.silverbook.features.internal.trade.Trade;
import dev.silverbook.features.settings.BarKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows and trades to bars of every configured kind. Bars of one kind come in time order, kinds side
 * by side. What a sink throws comes out as {@link UncheckedIOException}.
 */
public final class BarEngine implements RowListener {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long DAY_SECONDS = 86_400;

  private final BarColumns columns;
  private final List<BarKind> kinds;
  private final BarSeries[] series;

  /** Those of {@link #series} that rows of bars of time are not common to. */
  private final BarSeries[] ofTrades;

  /** The rows of all open bars of time together; null where there is one kind of them at most. */
  private final CommonStretch common;

  private final FeatureRow out;
  private final RowSink sink;
  private final boolean tradesPresent;
  private final double[] closeBefore;
  private final double[][] carriedBefore;
  private BookFacts now = new BookFacts();
  private BookFacts before = new BookFacts();
  private long emitted;

  /**
   * Good for one partition: no bar is open yet.
   *
   * @param tradesPresent whether trade columns get values
   * @param day the path's day
   * @param sink receives bars as {@link Dataset#BARS}, with the index of their kind
   */
  public BarEngine(
      FeatureConfiguration configuration, boolean tradesPresent, LocalDate day, RowSink sink) {
    this.columns = new BarColumns(configuration);
    this.kinds = configuration.output().bars();
    this.series = new BarSeries[kinds.size()];
    this.out = new FeatureRow(columns.schema());
    this.sink = sink;
    this.tradesPresent = tradesPresent;
    this.closeBefore = new double[kinds.size()];
    this.carriedBefore = new double[kinds.size()][];
    long midnight = day.toEpochDay() * DAY_SECONDS * MICROS_PER_SECOND;
    long maxGap = configuration.time().maxGapSeconds() * MICROS_PER_SECOND;
    for (int i = 0; i < series.length; i++) {
      int kind = i;
      BarSeries.Output output = (bar, complete) -> write(kind, bar, complete);
      BarKind each = kinds.get(i);
      closeBefore[i] = Double.NaN;
      carriedBefore[i] = columns.nothingCarried();
      series[i] =
          each.ofTrades()
              ? new TradeBars(each, maxGap, output)
              : new TimeBars(midnight, Math.round(each.size()) * MICROS_PER_SECOND, maxGap, output);
    }
    BarSeries[] ofTime =
        Stream.of(series).filter(TimeBars.class::isInstance).toArray(BarSeries[]::new);
    ofTrades = Stream.of(series).filter(TradeBars.class::isInstance).toArray(BarSeries[]::new);
    common = ofTime.length > 1 ? new CommonStretch(ofTime) : null;
  }

  /** The columns of bars. */
  public FeatureSchema schema() {
    return columns.schema();
  }

  @Override
  public void usable(Row row, Carried carried) {
    BookFacts reused = before;
    before = now;
    now = reused;
    now.set(row, carried);
    boolean follows = row.hasPredecessor();
    if (common == null || !common.usable(now, before, follows)) {
      takeApart(follows);
      return;
    }
    for (BarSeries each : ofTrades) {
      each.usable(now, before, follows);
    }
  }

  /** The few rows that begin or end a bar, or the ones of each where nothing is common. */
  private void takeApart(boolean follows) {
    for (BarSeries each : series) {
      each.usable(now, before, follows);
    }
    if (common != null) {
      common.begin(now.time);
    }
  }

  @Override
  public void unusable(long time, long captureMicros) {
    endCommonBefore(time);
    for (BarSeries each : series) {
      each.unusable(time);
    }
  }

  @Override
  public void trade(Trade trade) {
    endCommonBefore(trade.time());
    for (int i = 0; i < series.length; i++) {
      series[i].trade(trade);
      if (emitted + series[i].waiting() > TooManyBarsException.LIMIT) {
        throw new TooManyBarsException(kinds.get(i).name());
      }
    }
  }

  @Override
  public void finish(long lastTime) {
    if (common != null) {
      common.end();
    }
    for (BarSeries each : series) {
      each.finish(lastTime);
    }
  }

  private void endCommonBefore(long time) {
    if (common != null) {
      common.endBefore(time);
    }
  }

  private void write(int kind, OpenBar bar, boolean complete) {
    if (++emitted > TooManyBarsException.LIMIT) {
      throw new TooManyBarsException(kinds.get(kind).name());
    }
    if (bar.book.usable > 0) {
      System.arraycopy(bar.book.carried, 0, carriedBefore[kind], 0, carriedBefore[kind].length);
    }
    columns.fill(kind, bar, complete, tradesPresent, closeBefore[kind], carriedBefore[kind], out);
    closeBefore[kind] = columns.closeMid(out);
    try {
      sink.row(Dataset.BARS, kind, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
