package dev.silverbook.aws;

import dev.silverbook.pipeline.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;

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

  /** Its workers have not died too often. */
  private static final String NOT_EXHAUSTED =
      "(attribute_not_exists(#unfinished) OR #unfinished < :mostUnfinished)";

  /** The verdict is not of the run that asks: else its message came twice. */
  private static final String ANOTHER_RUN = "(attribute_not_exists(#runId) OR #runId <> :runId)";

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
    Ledger.Asked asked = claim.asked();
    String another = asked.runId().isEmpty() ? "" : " AND " + ANOTHER_RUN;
    List<String> cases = new ArrayList<>();
    cases.add("attribute_not_exists(#status)");
    cases.add("#status = :retrying");
    cases.add("(" + LEASE_IS_OVER + " AND " + NOT_EXHAUSTED + ")");
    cases.add("(#status IN (:processed, :failed) AND #fingerprint <> :fingerprint)");
    if (asked.outputLost()) {
      cases.add("#status = :processed");
    } else if (asked.force()) {
      cases.add("(#status = :processed" + another + ")");
    }
    if (asked.force() || asked.retryFailed()) {
      cases.add("(#status = :failed" + another + ")");
    }
    return String.join(" OR ", cases);
  }
}
