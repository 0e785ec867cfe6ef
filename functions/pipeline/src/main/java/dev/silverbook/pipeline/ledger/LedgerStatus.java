package dev.silverbook.pipeline.ledger;

/** What the ledger says about a partition. A partition without an entry was never seen. */
public enum LedgerStatus {
  /** A worker holds a lease on it. */
  RUNNING,
  /** It failed in a way that may pass; its message will be delivered again. */
  RETRYING,
  /** Its output holds the features of exactly the inputs in the fingerprint. */
  PROCESSED,
  /** It failed for good, for the inputs in the fingerprint. */
  FAILED
}
