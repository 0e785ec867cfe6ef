package dev.silverbook.lake;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;

/**
 * One unit of work: an exchange, a symbol and a day.
 *
 * @param exchange as in the path, percent-decoded
 * @param symbol as in the path, percent-decoded: {@code BTC~USDT}
 * @param date the day, UTC
 */
public record PartitionId(String exchange, String symbol, LocalDate date)
    implements Comparable<PartitionId> {

  private static final Comparator<PartitionId> ORDER =
      Comparator.comparing(PartitionId::exchange)
          .thenComparing(PartitionId::symbol)
          .thenComparing(PartitionId::date);

  /** Checks that nothing is null. */
  public PartitionId {
    Objects.requireNonNull(exchange, "exchange");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(date, "date");
  }

  /** The symbol as people write it: {@code BTC/USDT}. */
  public String displaySymbol() {
    return symbol.replace('~', '/');
  }

  /** The ledger's key: {@code exchange=binance/symbol=BTC~USDT/date=2024-08-08}. */
  public String key() {
    return "exchange=" + exchange + "/symbol=" + symbol + "/date=" + date;
  }

  @Override
  public int compareTo(PartitionId other) {
    return ORDER.compare(this, other);
  }

  /** As people read it: {@code binance BTC/USDT 2024-08-08}. */
  @Override
  public String toString() {
    return exchange + " " + displaySymbol() + " " + date;
  }
}
