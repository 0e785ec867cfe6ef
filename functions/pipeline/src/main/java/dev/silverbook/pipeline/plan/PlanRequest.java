package dev.silverbook.pipeline.plan;

/**
 * What is wanted of a plan.
 *
 * @param limit how many partitions run at most; {@link #NO_LIMIT} for all
 * @param retryFailed run also what FAILED
 * @param force run everything that is not held by a live worker
 * @param recheck where inputs are not listed for the plan, let a worker look at what the ledger
 *     calls done: it finds the inputs unchanged, or a change whose event was lost
 * @param heal run again what FAILED for a reason that may have passed, now and then: {@link
 *     Healing}
 */
public record PlanRequest(
    long limit, boolean retryFailed, boolean force, boolean recheck, boolean heal) {

  /** All partitions that should run. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** Whatever is due. */
  public static final PlanRequest DUE = new PlanRequest(NO_LIMIT, false, false);

  /** Without a recheck. */
  public PlanRequest(long limit, boolean retryFailed, boolean force) {
    this(limit, retryFailed, force, false, false);
  }

  /** Without healing. */
  public PlanRequest(long limit, boolean retryFailed, boolean force, boolean recheck) {
    this(limit, retryFailed, force, recheck, false);
  }

  /** The same without a limit. */
  public PlanRequest withoutLimit() {
    return new PlanRequest(NO_LIMIT, retryFailed, force, recheck, heal);
  }

  /** The same where what FAILED for a passing reason is tried again by itself. */
  public PlanRequest healing() {
    return new PlanRequest(limit, retryFailed, force, recheck, true);
  }

  /** Checks the limit. */
  public PlanRequest {
    if (limit < 0) {
      throw new IllegalArgumentException("the limit is " + limit + "; it must not be negative");
    }
  }
}
