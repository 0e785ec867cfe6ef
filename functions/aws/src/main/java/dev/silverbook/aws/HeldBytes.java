package dev.silverbook.aws;

import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of small objects may be held in memory at once, over all readers. A holder gives its
 * share back itself, or when the garbage collector finds it unreachable; until then others read
 * from the store.
 */
final class HeldBytes {

  /** As small as an object must be to be fetched whole. */
  private static final int SMALL_OBJECT_BYTES = 8 << 20;

  /** What a partition needs besides, however many objects it has. */
  private static final long WORKING_BYTES = 256L << 20;

  private static final long MOST_BYTES = 512L << 20;
  private static final Cleaner CLEANER = Cleaner.create();

  /**
   * Of this process: half of what its heap has beyond the need of the work itself. Holding objects
   * saves requests, but nobody needs it: a small heap keeps its space.
   */
  static final HeldBytes OF_PROCESS =
      new HeldBytes(SMALL_OBJECT_BYTES, share(Runtime.getRuntime().maxMemory()));

  private final int largestObject;
  private final AtomicLong free;

  /**
   * Nothing is held yet.
   *
   * @param largestObject objects above this size are never held
   * @param total bytes held at once at most
   */
  HeldBytes(int largestObject, long total) {
    this.largestObject = largestObject;
    this.free = new AtomicLong(total);
  }

  /** What of a heap of so many bytes objects may take. */
  static long share(long heap) {
    return Math.min(MOST_BYTES, Math.max(heap / 16, (heap - WORKING_BYTES) / 2));
  }

  /** Whether an object of that size may be held at all. */
  boolean small(long size) {
    return size <= largestObject;
  }

  /**
   * Reserves {@code size} bytes for as long as {@code holder} is reachable, or until what is
   * returned is cleaned; empty when full.
   */
  Optional<Cleaner.Cleanable> reserve(Object holder, long size) {
    if (!small(size)) {
      return Optional.empty();
    }
    long before = free.getAndUpdate(left -> left >= size ? left - size : left);
    if (before < size) {
      return Optional.empty();
    }
    AtomicLong budget = free;
    return Optional.of(CLEANER.register(holder, () -> budget.addAndGet(size)));
  }

  /** Bytes that can still be reserved. */
  long free() {
    return free.get();
  }
}
