package dev.silverbook.features.internal.window;

/**
 * Knows whether all values of a window are equal, exactly: where the current run of equals began.
 */
public final class EqualRun {

  private double last = Double.NaN;
  private long began;

  /** Takes the value with that sequence number. */
  public void add(double value, long sequence) {
    if (value != last) {
      last = value;
      began = sequence;
    }
  }

  /** Whether every value from {@code first} on is the same. */
  public boolean covers(long first) {
    return began <= first;
  }
}
