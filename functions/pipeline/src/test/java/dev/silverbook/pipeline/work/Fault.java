package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks the n-th of the steps it hears of. */
public final class Fault implements Steps {

  /** What a kill does: not an exception the program knows, and nothing works after it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** How a step breaks. */
  public enum Kind {
    /** It fails and has no effect. */
    ERROR,
    /** It takes effect, but the answer is an error. */
    LOST_ANSWER,
    /** The process dies before it. */
    KILL_BEFORE,
    /** The process dies after it took effect. */
    KILL_AFTER
  }

  private final Kind kind;
  private final int at;
  private final AtomicInteger steps = new AtomicInteger();
  private volatile boolean dead;

  public Fault(Kind kind, int at) {
    this.kind = kind;
    this.at = at;
  }

  /** Whether the n-th step was reached. */
  boolean struck() {
    return steps.get() >= at;
  }

  /** Whether the process is dead. */
  boolean dead() {
    return dead;
  }

  @Override
  public void before(String step) {
    if (dead) {
      throw new Killed();
    }
    if (steps.incrementAndGet() == at) {
      switch (kind) {
        case ERROR -> throw broken(step);
        case KILL_BEFORE -> die();
        case LOST_ANSWER, KILL_AFTER -> {}
      }
    }
  }

  @Override
  public void after(String step) {
    if (steps.get() == at) {
      switch (kind) {
        case LOST_ANSWER -> throw broken(step);
        case KILL_AFTER -> die();
        case ERROR, KILL_BEFORE -> {}
      }
    }
  }

  private void die() {
    dead = true;
    throw new Killed();
  }

  private StoreException broken(String step) {
    return new StoreException(
        FailureReason.STORE_UNAVAILABLE, "key", step + " failed at step " + at, null);
  }
}
