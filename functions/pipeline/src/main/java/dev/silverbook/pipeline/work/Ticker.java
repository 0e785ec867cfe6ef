package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.store.PartitionInputs;

/** Looks at the clock, the heap and the observer now and then. */
final class Ticker {

  /** Between two looks at the clock, so that looking costs nothing. */
  static final int EVENTS_BETWEEN_CHECKS = 4_096;

  private final StopSignal stop;
  private final HeapGauge heap;
  private final ProgressObserver progress;
  private final PartitionInputs inputs;
  private final long total;
  private long events;

  Ticker(
      StopSignal stop,
      HeapGauge heap,
      ProgressObserver progress,
      PartitionInputs inputs,
      long total) {
    this.stop = stop;
    this.heap = heap;
    this.progress = progress;
    this.inputs = inputs;
    this.total = total;
  }

  void tick(long rows) {
    if (++events % EVENTS_BETWEEN_CHECKS == 0) {
      check(rows);
    }
  }

  void check(long rows) {
    stop.check();
    heap.sample();
    OldGeneration.OF_PROCESS.keepSmall();
    progress.progressed(inputs.partition(), rows, total);
  }
}
