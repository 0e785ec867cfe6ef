package dev.silverbook.pipeline;

/**
 * What is wanted of a plan.
 *
 * @param limit how many partitions run at most; {@link #NO_LIMIT} for all
 * @param retryFailed run also what FAILED
 * @param force run everything that is not held by a live worker
 */
public record PlanRequest(long limit, boolean retryFailed, boolean force) {

  /** All partitions that should run. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** Whatever is due. */
  public static final PlanRequest DUE = new PlanRequest(NO_LIMIT, false, false);

  /** Checks the limit. */
  public PlanRequest {
    if (limit < 0) {
      throw new IllegalArgumentException("the limit is " + limit + "; it must not be negative");
    }
  }
}
