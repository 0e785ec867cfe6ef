package dev.silverbook.generator;

/**
 * How often a recorded day shows what real recordings show now and then. The probabilities are per
 * snapshot; at most one blemish of the book befalls a snapshot.
 *
 * @param crossed share of snapshots whose best bid is above the best ask
 * @param oneSided share with one side empty or null
 * @param empty share with both sides empty or null
 * @param nullLevel share with one level whose price or size is null
 * @param duplicateTime share that repeats the {@code capture_ts} of the snapshot before
 * @param gapsPerDay recording outages of 5 to 15 minutes, without snapshots and trades, per day
 */
public record BlemishRates(
    double crossed,
    double oneSided,
    double empty,
    double nullLevel,
    double duplicateTime,
    int gapsPerDay) {

  /** A flawless recording. */
  public static final BlemishRates NONE = new BlemishRates(0, 0, 0, 0, 0, 0);

  /** A good recorder on an ordinary day. */
  public static final BlemishRates REALISTIC = new BlemishRates(2e-4, 1e-4, 5e-5, 1e-4, 1e-3, 1);

  private static final int MOST_GAPS = 24;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a share is outside [0, 1], the shares of blemished books
   *     add up to more than 1, or there are fewer than 0 or more than 24 gaps
   */
  public BlemishRates {
    requireShare("crossed", crossed);
    requireShare("oneSided", oneSided);
    requireShare("empty", empty);
    requireShare("nullLevel", nullLevel);
    requireShare("duplicateTime", duplicateTime);
    double books = crossed + oneSided + empty + nullLevel;
    if (books > 1) {
      throw new IllegalArgumentException(
          "shares of blemished books add up to " + books + ", more than 1");
    }
    if (gapsPerDay < 0 || gapsPerDay > MOST_GAPS) {
      throw new IllegalArgumentException(
          "gapsPerDay must be from 0 to " + MOST_GAPS + ", not " + gapsPerDay);
    }
  }

  /** The same with another number of outages. */
  public BlemishRates withGapsPerDay(int gaps) {
    return new BlemishRates(crossed, oneSided, empty, nullLevel, duplicateTime, gaps);
  }

  static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new GeneratorOptionException(name, "must be from 0 to 1, not " + share);
    }
  }
}
