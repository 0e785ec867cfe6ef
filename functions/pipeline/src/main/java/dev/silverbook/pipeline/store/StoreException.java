package dev.silverbook.pipeline.store;

import dev.silverbook.pipeline.failure.FailureReason;

/** A store, ledger or queue that refused or failed, with the reason to record. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final String object;

  /**
   * The message is what people read: what failed, where, and what to do.
   *
   * @param object key or location it happened at; null when there is none
   * @param cause may be null
   */
  public StoreException(FailureReason reason, String object, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.object = object;
  }

  /** Why. */
  public FailureReason reason() {
    return reason;
  }

  /** Key or location; may be null. */
  public String object() {
    return object;
  }
}
