package dev.silverbook.pipeline.runs;

import java.util.Locale;

/**
 * What the work of a run will cost, about: the time of the partitions that will run, at the mean of
 * those that were processed before.
 *
 * @param partitions how many will run
 * @param secondsEach mean time of one, in seconds
 * @param measured over how many processed partitions; 0: {@link #SECONDS_UNMEASURED} was taken
 * @param memoryMegabytes memory of a worker
 * @param dollars of compute and requests, by {@link #DOLLARS_PER_GIGABYTE_SECOND}; storage and
 *     transfer are not in it
 */
public record CostEstimate(
    long partitions, double secondsEach, long measured, int memoryMegabytes, double dollars) {

  /** Of Lambda on arm64 in us-east-1, as published in November 2026; other regions differ. */
  public static final double DOLLARS_PER_GIGABYTE_SECOND = 0.0000133334;

  /**
   * Of the requests that one partition makes: an invocation, a message, a few calls of S3 and the
   * ledger's writes.
   */
  public static final double DOLLARS_PER_PARTITION = 0.00003;

  /**
   * For a lake of which nothing was processed yet: a day of a snapshot a second, 20 levels deep.
   */
  public static final double SECONDS_UNMEASURED = 5;

  private static final double MEGABYTES_PER_GIGABYTE = 1024;

  /**
   * The estimate.
   *
   * @param partitions how many will run
   * @param measured how many partitions were processed before
   * @param measuredMillis how long those took together
   * @param memoryMegabytes memory of a worker
   */
  public static CostEstimate of(
      long partitions, long measured, long measuredMillis, int memoryMegabytes) {
    double seconds = measured == 0 ? SECONDS_UNMEASURED : measuredMillis / 1_000.0 / measured;
    double gigabyteSeconds = partitions * seconds * memoryMegabytes / MEGABYTES_PER_GIGABYTE;
    return new CostEstimate(
        partitions,
        seconds,
        measured,
        memoryMegabytes,
        gigabyteSeconds * DOLLARS_PER_GIGABYTE_SECOND + partitions * DOLLARS_PER_PARTITION);
  }

  /** For people, in one line. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "about USD %.2f: %,d x %.1f s (%s) at %,d MB",
        dollars,
        partitions,
        secondsEach,
        measured == 0
            ? "a guess, as nothing was measured yet"
            : String.format(Locale.ROOT, "the mean of %,d before", measured),
        memoryMegabytes);
  }
}
