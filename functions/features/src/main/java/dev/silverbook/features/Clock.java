package dev.silverbook.features;

/** Which of the two times of a row orders rows and drives windows. */
public enum Clock {
  /** {@code capture_ts}, the recorder's clock: when the row was known, so nothing looks ahead. */
  CAPTURE("capture", "capture_ts"),
  /** {@code timestamp}, the exchange's clock. */
  EXCHANGE("exchange", "timestamp");

  private static final long MICROS_PER_MILLI = 1_000;

  private final String key;
  private final String column;

  Clock(String key, String column) {
    this.key = key;
    this.column = column;
  }

  /** The value of {@code clock} in a configuration. */
  public String key() {
    return key;
  }

  /** The input column this clock reads. */
  public String column() {
    return column;
  }

  /**
   * Picks and scales.
   *
   * @return microseconds, or {@link RawSnapshot#NULL} when the chosen time is null
   */
  public long micros(long captureMicros, long exchangeMillis) {
    return switch (this) {
      case CAPTURE -> captureMicros;
      case EXCHANGE ->
          exchangeMillis == RawSnapshot.NULL ? RawSnapshot.NULL : exchangeMillis * MICROS_PER_MILLI;
    };
  }
}
