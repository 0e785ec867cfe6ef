package dev.silverbook.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Breaks the n-th step through any of the ports that share it: before the step takes effect, or
 * after it did and before anybody hears so. Every later step fails too once the process is dead.
 */
final class Fault {

  /** What a kill does: not an exception the program knows, and nothing works after it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private enum Kind {
    ERROR_ONCE,
    KILL_BEFORE,
    KILL_AFTER
  }

  private final Kind kind;
  private final int at;
  private final AtomicInteger steps = new AtomicInteger();
  private volatile boolean dead;

  /** An error of a store at the n-th step, once. */
  Fault(int at) {
    this(Kind.ERROR_ONCE, at);
  }

  private Fault(Kind kind, int at) {
    this.kind = kind;
    this.at = at;
  }

  static Fault killBefore(int step) {
    return new Fault(Kind.KILL_BEFORE, step);
  }

  static Fault killAfter(int step) {
    return new Fault(Kind.KILL_AFTER, step);
  }

  /** Whether the n-th step was reached. */
  boolean struck() {
    return steps.get() >= at;
  }

  boolean dead() {
    return dead;
  }

  void before() {
    if (dead) {
      throw new Killed();
    }
    int step = steps.incrementAndGet();
    if (step == at && kind == Kind.ERROR_ONCE) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE, "key", "the store failed at step " + step, null);
    }
    if (step == at && kind == Kind.KILL_BEFORE) {
      dead = true;
      throw new Killed();
    }
  }

  void after() {
    if (steps.get() == at && kind == Kind.KILL_AFTER) {
      dead = true;
      throw new Killed();
    }
  }
}
