package dev.silverbook.lake;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One unit of work: an exchange, a symbol and a day.
 *
 * @param exchange as in the path, percent-decoded
 * @param symbol as in the path, percent-decoded: {@code BTC~USDT}
 * @param date the day, UTC
 */
public record PartitionId(String exchange, String symbol, LocalDate date)
    implements Comparable<PartitionId> {

  private static final Pattern KEY =
      Pattern.compile("exchange=(?<exchange>[^/]*)/symbol=(?<symbol>[^/]*)/date=(?<date>[^/]*)");

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

  /**
   * The ledger's key: {@code exchange=binance/symbol=BTC~USDT/date=2024-08-08}, values escaped as
   * in {@link HivePath#escape}, so that different partitions have different keys.
   */
  public String key() {
    return "exchange="
        + HivePath.escape(exchange)
        + "/symbol="
        + HivePath.escape(symbol)
        + "/date="
        + date;
  }

  /**
   * The partition of a {@link #key()}.
   *
   * @throws IllegalArgumentException when {@code key} is none
   */
  public static PartitionId parseKey(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      throw notAKey(key, null);
    }
    try {
      return new PartitionId(
          HivePath.decode(matcher.group("exchange")),
          HivePath.decode(matcher.group("symbol")),
          LocalDate.parse(matcher.group("date")));
    } catch (DateTimeParseException e) {
      throw notAKey(key, e);
    }
  }

  private static IllegalArgumentException notAKey(String key, Exception cause) {
    return new IllegalArgumentException(
        "expected exchange=<e>/symbol=<s>/date=<yyyy-mm-dd>, got '" + key + "'", cause);
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
