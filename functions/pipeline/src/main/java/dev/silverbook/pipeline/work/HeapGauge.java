package dev.silverbook.pipeline.work;

/**
 * The highest heap use seen at its samples: used heap of the whole process, garbage that has not
 * been collected yet included. With several workers in one process each sees the sum. It is an
 * upper bound for what the partition needed and a lower bound for what the process took; the
 * collectors' own pool peaks would be no better, because they cannot be reset for one worker alone.
 */
final class HeapGauge {

  private long peak;

  HeapGauge() {
    sample();
  }

  void sample() {
    Runtime runtime = Runtime.getRuntime();
    peak = Math.max(peak, runtime.totalMemory() - runtime.freeMemory());
  }

  long peakBytes() {
    return peak;
  }
}
