package dev.silverbook.pipeline.plan;

/** Whether a partition is to be processed, and why or why not. */
public enum Decision {
  /** Never processed before. */
  NEW(true, "new"),
  /** Its input objects are others than those that were processed or failed. */
  CHANGED_INPUTS(true, "the input changed"),
  /** Configuration or engine version are others than before. */
  CHANGED_CONFIGURATION(true, "the configuration changed"),
  /** PROCESSED, but its output was removed or replaced. */
  OUTPUT_MISSING(true, "the output was removed or replaced"),
  /** FAILED, and a retry was asked for. */
  RETRY_FAILED(true, "failed before, retried as asked"),
  /** FAILED for a reason that may have passed by now. */
  HEALING(true, "failed before, tried again by itself"),
  /** Whatever the ledger says, because force was asked for. */
  FORCED(true, "forced"),
  /** It failed in a way that may pass. */
  RETRYING(true, "failed before in a way that may pass"),
  /** Its worker died. */
  LEASE_EXPIRED(true, "its worker ended without a verdict"),
  /** Its inputs could not be listed; a worker will find out and record why. */
  LISTING_FAILED(true, "its inputs could not be listed"),
  /** Done by the ledger, whose word is not taken for it: a worker compares the inputs. */
  RECHECK(true, "checked for changes whose event was lost"),
  /** PROCESSED, and nothing changed since. */
  UNCHANGED(false, "unchanged"),
  /** PROCESSED, and some of what it was made from is gone since; nothing new came. */
  INPUTS_EXPIRED(false, "unchanged, its inputs have expired"),
  /** FAILED, nothing changed since, and no retry was asked for. */
  FAILED_BEFORE(false, "failed before"),
  /** A worker holds it. */
  RUNNING_ELSEWHERE(false, "another worker is at it"),
  /** There are directories, but no input object. */
  NO_INPUT(false, "no input object"),
  /** It would run, but the limit is reached. */
  OVER_LIMIT(false, "over the limit");

  private final boolean runs;
  private final String text;

  Decision(boolean runs, String text) {
    this.runs = runs;
    this.text = text;
  }

  /** Whether a message is to be sent. */
  public boolean runs() {
    return runs;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
