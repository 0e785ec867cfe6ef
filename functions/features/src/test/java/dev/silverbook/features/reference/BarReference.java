package dev.silverbook.features.reference;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.settings.BarKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Bars: first where each begins and ends, then each from scratch. */
final class BarReference {

  private static final long DAY = 86_400 * History.MICROS_PER_SECOND;
  private static final List<String> REPEATED =
      List.of("vpin", "kyle_lambda", "ofi_impact", "spread_percentile");

  /**
   * A bar's bounds.
   *
   * @param withStart whether an event at {@code start} is in it
   * @param trades of bars of trades; null for time bars, where times decide
   */
  private record Bounds(
      long start, long end, boolean withStart, boolean complete, List<ClassifiedTrade> trades) {

    boolean holds(long time) {
      return (time > start || (withStart && time == start)) && time <= end;
    }
  }

  private final Scenario scenario;
  private final History history;
  private final List<Long> rowTimes;
  private final ReferenceTable table;
  private final long midnight;
  private final long lastEvent;
  private final double decay;

  BarReference(Scenario scenario, LocalDate day) {
    this.scenario = scenario;
    this.history = Reference.history(scenario);
    this.rowTimes = Reference.written(scenario).stream().map(this::time).toList();
    this.table = Reference.compute(everyCategory(scenario));
    this.midnight = day.toEpochDay() * DAY;
    this.decay = scenario.configuration().flow().ofiDecay();
    long last = Long.MIN_VALUE;
    for (SnapshotInput snapshot : scenario.orderedSnapshots()) {
      last = Math.max(last, time(snapshot));
    }
    for (TradeInput trade : scenario.orderedTrades()) {
      last = Math.max(last, Objects.requireNonNull(trade.time(scenario.configuration().clock())));
    }
    this.lastEvent = last;
  }

  private long time(SnapshotInput snapshot) {
    return Objects.requireNonNull(snapshot.time(scenario.configuration().clock()));
  }

  private static Scenario everyCategory(Scenario scenario) {
    Map<String, Object> all = scenario.configuration().toMap();
    all.put("categories", List.of("structural", "dynamic", "rolling", "advanced"));
    return new Scenario(
        scenario.name(),
        FeatureConfiguration.fromMap(all),
        scenario.input(),
        scenario.snapshots(),
        scenario.tradesPresent(),
        scenario.trades());
  }

  List<Map<String, Object>> of(BarKind kind) {
    List<Bounds> bounds = kind.ofTrades() ? tradeBounds(kind) : timeBounds(kind);
    List<Map<String, Object>> bars = new ArrayList<>();
    Double closeBefore = null;
    for (Bounds each : bounds) {
      Map<String, Object> bar = bar(kind, each, closeBefore);
      closeBefore = bar.get("close_mid") instanceof Quantity close ? close.value() : null;
      bars.add(bar);
    }
    return bars;
  }

  private List<Bounds> timeBounds(BarKind kind) {
    long length = (long) (kind.size() * History.MICROS_PER_SECOND);
    TreeSet<Long> held = new TreeSet<>();
    Stream.concat(rowTimes.stream(), history.trades().stream().map(ClassifiedTrade::time))
        .forEach(time -> held.add((long) Math.ceil((time - midnight) / (double) length)));
    List<Bounds> bounds = new ArrayList<>();
    if (held.isEmpty()) {
      return bounds;
    }
    for (long k = held.first(); k <= held.last(); k++) {
      long end = midnight + k * length;
      boolean inDay = end - length >= midnight && end - length < midnight + DAY;
      if (held.contains(k) || inDay) {
        bounds.add(new Bounds(end - length, end, false, lastEvent >= end, null));
      } else {
        // Nothing there, maybe for years.
        k = Math.max(k, Math.min(held.higher(k), k < 0 ? 1 : Long.MAX_VALUE) - 1);
      }
    }
    return bounds;
  }

  private List<Bounds> tradeBounds(BarKind kind) {
    List<Bounds> bounds = new ArrayList<>();
    long start =
        Stream.concat(rowTimes.stream(), history.trades().stream().map(ClassifiedTrade::time))
            .mapToLong(Long::longValue)
            .min()
            .orElse(0);
    boolean first = true;
    List<ClassifiedTrade> held = new ArrayList<>();
    for (ClassifiedTrade trade : history.trades()) {
      held.add(trade);
      if (full(kind, held)) {
        bounds.add(new Bounds(start, trade.time(), first, true, held));
        start = trade.time();
        first = false;
        held = new ArrayList<>();
      }
    }
    if (!held.isEmpty()) {
      bounds.add(new Bounds(start, held.get(held.size() - 1).time(), first, false, held));
    }
    return bounds;
  }

  private static boolean full(BarKind kind, List<ClassifiedTrade> held) {
    return switch (kind.unit()) {
      case TRADES -> held.size() >= kind.size();
      case BASE -> amount(held).value() >= kind.size() * (1 - 1e-9);
      case QUOTE -> ClassifiedTrade.value(held).value() >= kind.size() * (1 - 1e-9);
      case SECONDS -> throw new IllegalStateException(kind.name());
    };
  }

  private static DoubleDouble amount(List<ClassifiedTrade> trades) {
    DoubleDouble sum = DoubleDouble.ZERO;
    for (ClassifiedTrade trade : trades) {
      sum = sum.plus(trade.amount());
    }
    return sum;
  }

  private Map<String, Object> bar(BarKind kind, Bounds bounds, Double closeBefore) {
    Map<String, Object> bar = new LinkedHashMap<>();
    List<UsableRow> usable = history.rows().stream().filter(row -> bounds.holds(row.time)).toList();
    bar.put("bar", kind.name());
    bar.put("bar_start", bounds.start);
    bar.put("bar_end", bounds.end);
    bar.put("complete", bounds.complete);
    bar.put("rows", rowTimes.stream().filter(bounds::holds).count());
    bar.put("usable_rows", (long) usable.size());
    mids(bounds, usable, closeBefore, bar);
    covered(bounds, bar);
    bar.put(
        "min_relative_spread",
        quantity(usable.stream().mapToDouble(row -> row.relativeSpread).min().orElse(Double.NaN)));
    bar.put(
        "max_relative_spread",
        quantity(usable.stream().mapToDouble(row -> row.relativeSpread).max().orElse(Double.NaN)));
    List<Quantity> returns = notNull(usable, row -> row.logReturn);
    bar.put("realized_vol", Statistics.norm(returns));
    bar.put("bipower_vol", bipower(usable));
    Quantity ofi = Statistics.sum(notNull(usable, row -> row.ofi(1)));
    bar.put("ofi", ofi);
    bar.put("mlofi", Statistics.sum(notNull(usable, row -> row.mlofi(decay))));
    Quantity size = Statistics.mean(notNull(usable, row -> Quantity.of(row.bestSize())));
    bar.put(
        "ofi_norm",
        ofi == null ? null : Quantity.of(ofi.value() / size.value(), ofi.scale() / size.value()));
    trades(bounds, bar);
    UsableRow last =
        history.rows().stream()
            .filter(row -> row.time <= bounds.end)
            .reduce((a, b) -> b)
            .orElse(null);
    for (String name : REPEATED) {
      bar.put(name, last == null ? null : table.get(name, last.position));
    }
    return bar;
  }

  private void mids(
      Bounds bounds, List<UsableRow> usable, Double closeBefore, Map<String, Object> bar) {
    List<UsableRow> all = history.rows();
    Double open = null;
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i).time <= bounds.start
          && all.get(i + 1).time > bounds.start
          && all.get(i + 1).predecessor != null) {
        open = all.get(i).mid;
      }
    }
    if (open == null && !usable.isEmpty()) {
      open = usable.get(0).mid;
    }
    bar.put("open_mid", quantity(open));
    Double high = open;
    Double low = open;
    for (UsableRow row : usable) {
      high = Math.max(high, row.mid);
      low = Math.min(low, row.mid);
    }
    Double close = usable.isEmpty() ? open : Double.valueOf(usable.get(usable.size() - 1).mid);
    bar.put("high_mid", quantity(high));
    bar.put("low_mid", quantity(low));
    bar.put("close_mid", quantity(close));
    bar.put(
        "log_return",
        close == null || closeBefore == null ? null : quantity(Math.log(close / closeBefore)));
  }

  private void covered(Bounds bounds, Map<String, Object> bar) {
    List<UsableRow> held = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    long covered = 0;
    List<UsableRow> all = history.rows();
    for (int i = 0; i + 1 < all.size(); i++) {
      long from = Math.max(all.get(i).time, bounds.start);
      long to = Math.min(all.get(i + 1).time, bounds.end);
      if (all.get(i + 1).predecessor != null && to > from) {
        held.add(all.get(i));
        times.add(to - from);
        covered += to - from;
      }
    }
    bar.put(
        "coverage",
        bounds.start == bounds.end
            ? null
            : quantity((double) covered / (bounds.end - bounds.start)));
    bar.put("mean_mid", mean(held, times, row -> DoubleDouble.of(row.mid)));
    bar.put("mean_relative_spread", mean(held, times, row -> DoubleDouble.of(row.relativeSpread)));
    bar.put("mean_imbalance_1", mean(held, times, row -> imbalance(row, 1)));
    bar.put("mean_imbalance_5", mean(held, times, row -> imbalance(row, 5)));
    bar.put("mean_bid_depth", mean(held, times, row -> Book.depth(row.book.bids())));
    bar.put("mean_ask_depth", mean(held, times, row -> Book.depth(row.book.asks())));
  }

  private static DoubleDouble imbalance(UsableRow row, int levels) {
    DoubleDouble bid = Book.depth(Book.first(row.book.bids(), levels));
    DoubleDouble ask = Book.depth(Book.first(row.book.asks(), levels));
    return bid.minus(ask).dividedBy(bid.plus(ask));
  }

  private static Quantity mean(
      List<UsableRow> rows, List<Long> times, Function<UsableRow, DoubleDouble> quantity) {
    DoubleDouble sum = DoubleDouble.ZERO;
    double total = 0;
    double scale = 0;
    for (int i = 0; i < rows.size(); i++) {
      DoubleDouble value = quantity.apply(rows.get(i));
      sum = sum.plus(value.times(times.get(i)));
      total += times.get(i);
      scale += Math.max(1, Math.abs(value.value())) * times.get(i);
    }
    return rows.isEmpty() ? null : Quantity.of(sum.dividedBy(total), scale / total);
  }

  private static Quantity bipower(List<UsableRow> usable) {
    DoubleDouble sum = DoubleDouble.ZERO;
    int pairs = 0;
    for (UsableRow row : usable) {
      UsableRow before = row.predecessor;
      if (before != null && before.logReturn != null && usable.contains(before)) {
        sum =
            sum.plus(
                DoubleDouble.product(
                    Math.abs(row.logReturn.value()), Math.abs(before.logReturn.value())));
        pairs++;
      }
    }
    return pairs == 0 ? null : quantity(Math.sqrt(Math.PI / 2 * sum.value()));
  }

  private void trades(Bounds bounds, Map<String, Object> bar) {
    List<ClassifiedTrade> trades =
        bounds.trades != null
            ? bounds.trades
            : history.trades().stream().filter(trade -> bounds.holds(trade.time())).toList();
    boolean none = trades.isEmpty();
    DoubleDouble buy = ClassifiedTrade.buyVolume(trades);
    DoubleDouble sell = ClassifiedTrade.sellVolume(trades);
    DoubleDouble value = ClassifiedTrade.value(trades);
    DoubleDouble volume = amount(trades);
    bar.put("trade_open", none ? null : quantity(trades.get(0).price()));
    bar.put(
        "trade_high",
        quantity(trades.stream().mapToDouble(ClassifiedTrade::price).max().orElse(Double.NaN)));
    bar.put(
        "trade_low",
        quantity(trades.stream().mapToDouble(ClassifiedTrade::price).min().orElse(Double.NaN)));
    bar.put("trade_close", none ? null : quantity(trades.get(trades.size() - 1).price()));
    bar.put("vwap", none ? null : Quantity.of(value.dividedBy(volume)));
    bar.put("volume", Quantity.of(volume));
    bar.put("buy_volume", Quantity.of(buy));
    bar.put("sell_volume", Quantity.of(sell));
    bar.put("quote_volume", Quantity.of(value));
    bar.put("trade_count", (long) trades.size());
    bar.put("tfi", Statistics.imbalance(buy, sell));
    if (!scenario.tradesPresent()) {
      bar.replaceAll(
          (name, was) ->
              name.startsWith("trade_")
                      || List.of(
                              "vwap", "volume", "buy_volume", "sell_volume", "quote_volume", "tfi")
                          .contains(name)
                  ? null
                  : was);
    }
  }

  private static List<Quantity> notNull(
      List<UsableRow> rows, Function<UsableRow, Quantity> quantity) {
    return rows.stream().map(quantity).filter(Objects::nonNull).toList();
  }

  private static Quantity quantity(Double value) {
    return value == null || value.isNaN() ? null : Quantity.of(value);
  }
}
