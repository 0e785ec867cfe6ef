package dev.silverbook.aws;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of small objects may be held in memory at once, over all readers. A holder gives its
 * share back when the garbage collector finds it unreachable; until then others read from the
 * store.
 */
final class HeldBytes {

  private static final Cleaner CLEANER = Cleaner.create();

  private final int largestObject;
  private final AtomicLong free;

  /**
   * A budget.
   *
   * @param largestObject objects above this size are never held
   * @param total bytes held at once at most
   */
  HeldBytes(int largestObject, long total) {
    this.largestObject = largestObject;
    this.free = new AtomicLong(total);
  }

  /** Reserves {@code size} bytes for as long as {@code holder} is reachable; false when full. */
  boolean reserve(Object holder, long size) {
    if (size > largestObject) {
      return false;
    }
    long before = free.getAndUpdate(left -> left >= size ? left - size : left);
    if (before < size) {
      return false;
    }
    AtomicLong budget = free;
    CLEANER.register(holder, () -> budget.addAndGet(size));
    return true;
  }

  /** Bytes that can still be reserved. */
  long free() {
    return free.get();
  }
}
