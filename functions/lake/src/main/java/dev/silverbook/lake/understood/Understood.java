package dev.silverbook.lake.understood;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was understood of one partition's input, by whoever read it: said once a run, kept in the
 * ledger and in the output's metadata.
 *
 * @param layout pattern of the directories of the order books
 * @param tradesLayout the same of the trades; empty without trades
 * @param clock key of the clock that rows were ordered by
 * @param books what was understood of the order books
 * @param trades the same of the trades; empty without trades
 * @param depth most levels of a side of a book
 */
public record Understood(
    String layout,
    Optional<String> tradesLayout,
    String clock,
    UnderstoodStream books,
    Optional<UnderstoodStream> trades,
    int depth) {

  /** Checks that nothing is null. */
  public Understood {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(tradesLayout, "tradesLayout");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(books, "books");
    Objects.requireNonNull(trades, "trades");
  }

  /**
   * Whether whoever knows {@code said} learns nothing from this: all but the depth, which differs
   * from day to day. A day without trades says less, not something else.
   */
  public boolean saidBy(Understood said) {
    return layout.equals(said.layout)
        && (tradesLayout.isEmpty() || tradesLayout.equals(said.tradesLayout))
        && clock.equals(said.clock)
        && books.saidBy(said.books)
        && (trades.isEmpty() || said.trades.map(those -> trades.get().saidBy(those)).orElse(false));
  }

  /** One line a key, for a file's metadata. */
  public Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("layout", layout);
    tradesLayout.ifPresent(pattern -> lines.put("trades_layout", pattern));
    lines.put("clock", clock);
    lines.put("depth", Integer.toString(depth));
    lines.put("orderbook", books.line());
    trades.ifPresent(stream -> lines.put("trades", stream.line()));
    return lines;
  }

  /** Maps, lists, texts and numbers; what {@link #fromMap} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layout", layout);
    tradesLayout.ifPresent(pattern -> map.put("trades_layout", pattern));
    map.put("clock", clock);
    map.put("depth", depth);
    map.put("orderbook", books.toMap());
    trades.ifPresent(stream -> map.put("trades", stream.toMap()));
    return map;
  }

  /** The way back; what is missing is empty. */
  public static Understood fromMap(Map<String, ?> map) {
    return new Understood(
        Objects.toString(map.get("layout"), ""),
        Optional.ofNullable(map.get("trades_layout")).map(Object::toString),
        Objects.toString(map.get("clock"), ""),
        map.get("orderbook") instanceof Map<?, ?> books
            ? UnderstoodStream.fromMap(books)
            : UnderstoodStream.NONE,
        map.get("trades") instanceof Map<?, ?> trades
            ? Optional.of(UnderstoodStream.fromMap(trades))
            : Optional.empty(),
        map.get("depth") instanceof Number depth ? depth.intValue() : 0);
  }
}
