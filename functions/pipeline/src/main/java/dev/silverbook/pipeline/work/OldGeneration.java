package dev.silverbook.pipeline.work;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Has the serial collector clear its old generation whenever that has grown by {@link #GROWTH}.
 * Left to itself, that of Java 25 lets garbage grow there up to the largest heap before it looks
 * (Java 17's looks at every step); and beside the largest heap that Lambda gives a process there is
 * no room for the process itself in a small function. For any thread.
 */
final class OldGeneration {

  /** Bytes that may gather between two looks: one takes some 30 ms of about every fourth day. */
  static final long GROWTH = 96L << 20;

  /** The one of this process. */
  static final OldGeneration OF_PROCESS =
      new OldGeneration(OldGeneration::heap, OldGeneration::tenured, System::gc);

  private static final String SERIAL = "Tenured Gen";

  private final LongSupplier heap;
  private final LongSupplier old;
  private final Runnable collect;
  private long left;

  /**
   * For tests.
   *
   * @param heap bytes that are taken of all generations: cheap to ask, never less than the old one
   * @param old bytes that are taken of the old one; 0 where another collector sees to it
   * @param collect collects the garbage of all
   */
  OldGeneration(LongSupplier heap, LongSupplier old, Runnable collect) {
    this.heap = heap;
    this.old = old;
    this.collect = collect;
  }

  /** Collects its garbage when much may have gathered; else costs nothing. */
  synchronized void keepSmall() {
    long taken = heap.getAsLong();
    // The collector may have looked by itself.
    left = Math.min(left, taken);
    if (taken - left <= GROWTH || old.getAsLong() - left <= GROWTH) {
      return;
    }
    collect.run();
    left = old.getAsLong();
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Looked for only where the heap has grown: management takes classes that a short run spares. */
  private static final class Pool {
    private static final Optional<MemoryPoolMXBean> TENURED =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals(SERIAL))
            .findFirst();
  }

  private static long tenured() {
    return Pool.TENURED.map(pool -> pool.getUsage().getUsed()).orElse(0L);
  }
}
