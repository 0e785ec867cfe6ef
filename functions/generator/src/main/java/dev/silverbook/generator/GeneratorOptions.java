package dev.silverbook.generator;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What to generate. Every (exchange, symbol, date) is a market day of its own; each depends on the
 * seed and on its own name only, so that a lake can be extended later without changing what is
 * there.
 *
 * @param exchanges names as in the path; at least one
 * @param symbols as in the path, {@code BTC~USDT}; {@code BTC/USDT} is taken too; at least one.
 *     Well-known bases have realistic scales, others get scales made up from the name
 * @param startDate first day, UTC
 * @param days consecutive days, at least 1
 * @param rowsPerDay snapshots per day, exactly; evenly spaced from midnight, 86,400 is one a second
 * @param levels levels a side, 1 to 200
 * @param tradesPerDay trades per day, exactly; 0 writes no trades dataset
 * @param seed same seed, same bytes
 * @param segmentsPerDay files per day, a divisor of 1,440; times without rows have no file
 * @param intervalJitter how far a snapshot may be late, as a share of the interval, in [0, 1); 0
 *     for a regular grid
 * @param clockJitterMillis standard deviation of what {@code timestamp}, the exchange's clock,
 *     differs from {@code capture_ts} by beyond a fixed delay
 * @param unsidedTrades share of trades whose side is null
 * @param blemishes flaws of the recording
 * @param replace whether segments that are there already are deleted first; otherwise they are an
 *     error
 */
public record GeneratorOptions(
    List<String> exchanges,
    List<String> symbols,
    LocalDate startDate,
    int days,
    int rowsPerDay,
    int levels,
    int tradesPerDay,
    long seed,
    int segmentsPerDay,
    double intervalJitter,
    double clockJitterMillis,
    double unsidedTrades,
    BlemishRates blemishes,
    boolean replace) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final int MOST_DAYS = 36_525;
  private static final int MOST_ROWS = 50_000_000;
  private static final int MOST_LEVELS = 200;
  private static final int HOURS = 24;
  private static final int MINUTES = 60 * HOURS;

  /**
   * Checks the ranges.
   *
   * @throws GeneratorOptionException naming the option, its range and the value
   */
  public GeneratorOptions {
    exchanges = names("exchange", exchanges);
    symbols = names("symbol", symbols.stream().map(s -> s.replace('/', '~')).toList());
    Objects.requireNonNull(startDate, "startDate");
    Objects.requireNonNull(blemishes, "blemishes");
    requireRange("days", days, 1, MOST_DAYS);
    requireFourDigitYears(startDate, days);
    requireRange("rowsPerDay", rowsPerDay, 1, MOST_ROWS);
    requireRange("levels", levels, 1, MOST_LEVELS);
    requireRange("tradesPerDay", tradesPerDay, 0, MOST_ROWS);
    requireRange("segmentsPerDay", segmentsPerDay, 1, MINUTES);
    if (MINUTES % segmentsPerDay != 0) {
      throw new GeneratorOptionException(
          "segmentsPerDay", "must divide " + MINUTES + ", not " + segmentsPerDay);
    }
    if (!(intervalJitter >= 0 && intervalJitter < 1)) {
      throw new GeneratorOptionException(
          "intervalJitter", "must be at least 0 and below 1, not " + intervalJitter);
    }
    if (!(clockJitterMillis >= 0 && clockJitterMillis <= 10_000)) {
      throw new GeneratorOptionException(
          "clockJitterMillis", "must be from 0 to 10000, not " + clockJitterMillis);
    }
    BlemishRates.requireShare("unsidedTrades", unsidedTrades);
  }

  /** The defaults: one exchange, BTC/USDT, one day at one snapshot a second with 20 levels. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of (exchange, symbol, date) combinations. */
  public int partitions() {
    return exchanges.size() * symbols.size() * days;
  }

  private static List<String> names(String what, List<String> names) {
    if (names.isEmpty()) {
      throw new GeneratorOptionException(what, "must be named at least once");
    }
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new GeneratorOptionException(
            what, "must be letters, digits, '.', '_', '-' and '~', not '" + name + "'");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new GeneratorOptionException(what, "named twice in " + names);
    }
    return List.copyOf(names);
  }

  /** The layout has no more. */
  private static void requireFourDigitYears(LocalDate startDate, int days) {
    if (startDate.isBefore(FIRST_DAY) || startDate.isAfter(LAST_DAY.minusDays(days - 1L))) {
      throw new GeneratorOptionException(
          "startDate",
          "must leave all days between "
              + FIRST_DAY
              + " and "
              + LAST_DAY
              + ", not "
              + startDate
              + " with "
              + days
              + (days == 1 ? " day" : " days"));
    }
  }

  private static void requireRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new GeneratorOptionException(
          name, "must be from " + least + " to " + most + ", not " + value);
    }
  }

  /** Collects options; every one has a default. */
  public static final class Builder {

    /** Default exchange. */
    public static final String EXCHANGE = "demo";

    /** Default symbol. */
    public static final String SYMBOL = "BTC~USDT";

    /** Default first day. */
    public static final String START_DATE = "2025-01-06";

    /** Default days. */
    public static final int DAYS = 1;

    /** Default snapshots a day: one a second. */
    public static final int ROWS_PER_DAY = 86_400;

    /** Default levels a side. */
    public static final int LEVELS = 20;

    /** Default trades a day. */
    public static final int TRADES_PER_DAY = 50_000;

    /** Default seed. */
    public static final long SEED = 1;

    /** Default files a day. */
    public static final int SEGMENTS_PER_DAY = HOURS;

    /** Default lateness of snapshots: a regular grid. */
    public static final double INTERVAL_JITTER = 0;

    /** Default deviation of the exchange's clock, milliseconds. */
    public static final double CLOCK_JITTER_MILLIS = 15;

    /** Default share of trades without a side. */
    public static final double UNSIDED_TRADES = 0;

    private List<String> exchanges = List.of(EXCHANGE);
    private List<String> symbols = List.of(SYMBOL);
    private LocalDate startDate = LocalDate.parse(START_DATE);
    private int days = DAYS;
    private int rowsPerDay = ROWS_PER_DAY;
    private int levels = LEVELS;
    private int tradesPerDay = TRADES_PER_DAY;
    private long seed = SEED;
    private int segmentsPerDay = SEGMENTS_PER_DAY;
    private double intervalJitter = INTERVAL_JITTER;
    private double clockJitterMillis = CLOCK_JITTER_MILLIS;
    private double unsidedTrades = UNSIDED_TRADES;
    private BlemishRates blemishes = BlemishRates.REALISTIC;
    private boolean replace;

    private Builder() {}

    /** Default {@value #EXCHANGE}. */
    public Builder exchanges(List<String> names) {
      this.exchanges = names;
      return this;
    }

    /** Default {@value #SYMBOL}. */
    public Builder symbols(List<String> names) {
      this.symbols = names;
      return this;
    }

    /** Default {@value #START_DATE}. */
    public Builder startDate(LocalDate date) {
      this.startDate = date;
      return this;
    }

    /** Default {@value #DAYS}. */
    public Builder days(int count) {
      this.days = count;
      return this;
    }

    /** Default {@value #ROWS_PER_DAY}. */
    public Builder rowsPerDay(int count) {
      this.rowsPerDay = count;
      return this;
    }

    /** Default {@value #LEVELS}. */
    public Builder levels(int count) {
      this.levels = count;
      return this;
    }

    /** Default {@value #TRADES_PER_DAY}. */
    public Builder tradesPerDay(int count) {
      this.tradesPerDay = count;
      return this;
    }

    /** Default {@value #SEED}. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** Default {@value #SEGMENTS_PER_DAY}. */
    public Builder segmentsPerDay(int count) {
      this.segmentsPerDay = count;
      return this;
    }

    /** Default {@value #INTERVAL_JITTER}. */
    public Builder intervalJitter(double share) {
      this.intervalJitter = share;
      return this;
    }

    /** Default {@value #CLOCK_JITTER_MILLIS}. */
    public Builder clockJitterMillis(double deviation) {
      this.clockJitterMillis = deviation;
      return this;
    }

    /** Default {@value #UNSIDED_TRADES}. */
    public Builder unsidedTrades(double share) {
      this.unsidedTrades = share;
      return this;
    }

    /** Flaws of the recording; as a good recorder has them unless this says otherwise. */
    public Builder blemishes(BlemishRates rates) {
      this.blemishes = rates;
      return this;
    }

    /** Whether segments that are there already are deleted first; not unless this says so. */
    public Builder replace(boolean value) {
      this.replace = value;
      return this;
    }

    /**
     * The options.
     *
     * @throws GeneratorOptionException naming the option, its range and the value
     */
    public GeneratorOptions build() {
      return new GeneratorOptions(
          exchanges,
          symbols,
          startDate,
          days,
          rowsPerDay,
          levels,
          tradesPerDay,
          seed,
          segmentsPerDay,
          intervalJitter,
          clockJitterMillis,
          unsidedTrades,
          blemishes,
          replace);
    }
  }
}
