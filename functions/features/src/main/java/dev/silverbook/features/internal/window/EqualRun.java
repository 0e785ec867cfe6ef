package dev.silverbook.features.internal.window;

/**
 * Knows whether all values of a window are equal, exactly: where the current run of equals began.
 */
public final class EqualRun {

  private double last = Double.NaN;
  private long lastSequence = -1;
  private long began;

  /** Takes the value of the entry with that sequence number; entries between may have none. */
  public void add(double value, long sequence) {
    if (value != last) {
      last = value;
      began = lastSequence + 1;
    }
    lastSequence = sequence;
  }

  /** Whether every value from {@code first} on is the same. */
  public boolean covers(long first) {
    return began <= first;
  }
}
