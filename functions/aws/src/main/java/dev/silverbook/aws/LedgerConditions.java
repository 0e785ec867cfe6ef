package dev.silverbook.aws;

import dev.silverbook.pipeline.ledger.Ledger;

/**
 * The conditions of the protocol in DynamoDB's language: when a step may change the item. {@link
 * dev.silverbook.pipeline.ledger.ClaimRule} and {@link
 * dev.silverbook.pipeline.ledger.LedgerTransition} say the same in Java; tests hold the two
 * together over all states.
 *
 * <p>An absent item has no attributes, so {@code attribute_not_exists(status)} covers it.
 */
final class LedgerConditions {

  /** No worker holds it: a running one's lease has run out. */
  private static final String LEASE_IS_OVER =
      "(#status = :running AND (attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now))";

  /** The lease is still the caller's. */
  static final String HELD = "#status = :running AND #leaseOwner = :owner";

  /** Nobody has given a verdict, and nobody is about to. */
  static final String NO_VERDICT =
      "attribute_not_exists(#status) OR #status = :retrying OR " + LEASE_IS_OVER;

  /** No arrival is scheduled, or it is due. */
  static final String NOT_PENDING = "attribute_not_exists(#pendingUntil) OR #pendingUntil <= :now";

  private LedgerConditions() {}

  /** When a claim succeeds. */
  static String claim(Ledger.Claim claim) {
    if (claim.asked().force()) {
      return "attribute_not_exists(#status) OR #status <> :running OR " + LEASE_IS_OVER;
    }
    StringBuilder condition = new StringBuilder(NO_VERDICT);
    condition.append(" OR (#status = :processed AND #fingerprint <> :fingerprint)");
    if (claim.asked().retryFailed()) {
      condition.append(" OR #status = :failed");
    } else {
      condition.append(" OR (#status = :failed AND #fingerprint <> :fingerprint)");
    }
    return condition.toString();
  }
}
