package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which partitions are wanted. Names are case-sensitive; a symbol may be written {@code BTC/USDT}
 * or {@code BTC~USDT}.
 *
 * @param exchanges empty for all
 * @param symbols empty for all
 * @param from first day, empty for no bound
 * @param to last day, included; empty for no bound
 */
public record PartitionFilter(
    Set<String> exchanges, Set<String> symbols, Optional<LocalDate> from, Optional<LocalDate> to) {

  /** Everything. */
  public static final PartitionFilter ALL =
      new PartitionFilter(Set.of(), Set.of(), Optional.empty(), Optional.empty());

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException when it ends before it starts
   */
  public PartitionFilter {
    exchanges = Set.copyOf(exchanges);
    symbols =
        symbols.stream().map(PartitionFilter::spelled).collect(Collectors.toUnmodifiableSet());
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(
          "the range of days starts at " + from.get() + " and ends before that, at " + to.get());
    }
  }

  /** As fields of a request; what is not bounded is left out. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("exchange", exchanges.stream().sorted().toList());
    map.put("symbol", symbols.stream().sorted().toList());
    from.ifPresent(day -> map.put("from", day.toString()));
    to.ifPresent(day -> map.put("to", day.toString()));
    return map;
  }

  /**
   * The filter of a request, whatever else that has.
   *
   * @throws MalformedJsonException when a field is not as {@link #toMap} gives it
   */
  public static PartitionFilter of(JsonValue request) throws MalformedJsonException {
    return new PartitionFilter(
        request.get("exchange").names(),
        request.get("symbol").names(),
        request.get("from").day(),
        request.get("to").day());
  }

  /** The same exchanges and symbols, on any day. */
  public PartitionFilter onAnyDay() {
    return new PartitionFilter(exchanges, symbols, Optional.empty(), Optional.empty());
  }

  /** Whether that exchange is wanted. */
  public boolean hasExchange(String exchange) {
    return exchanges.isEmpty() || exchanges.contains(exchange);
  }

  /** Whether that symbol is wanted, in either spelling. */
  public boolean hasSymbol(String symbol) {
    return symbols.isEmpty() || symbols.contains(spelled(symbol));
  }

  /** Whether any day of that year is wanted. */
  public boolean hasYear(int year) {
    return from.map(day -> year >= day.getYear()).orElse(true)
        && to.map(day -> year <= day.getYear()).orElse(true);
  }

  /** Whether any day of that month is wanted. */
  public boolean hasMonth(YearMonth month) {
    return from.map(day -> !month.isBefore(YearMonth.from(day))).orElse(true)
        && to.map(day -> !month.isAfter(YearMonth.from(day))).orElse(true);
  }

  /** Whether that day is wanted. */
  public boolean hasDay(LocalDate date) {
    return from.map(day -> !date.isBefore(day)).orElse(true)
        && to.map(day -> !date.isAfter(day)).orElse(true);
  }

  /** Whether that partition is wanted. */
  public boolean has(PartitionId partition) {
    return hasExchange(partition.exchange())
        && hasSymbol(partition.symbol())
        && hasDay(partition.date());
  }

  private static String spelled(String symbol) {
    return symbol.replace('/', '~');
  }
}
