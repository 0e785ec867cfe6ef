package dev.silverbook.pipeline.ledger;

import java.util.Optional;

/** When a claim succeeds, and what a refusal means. One rule for every ledger. */
public final class ClaimRule {

  private ClaimRule() {}

  /** Whether {@code claim} may replace {@code entry}. */
  public static boolean allows(Ledger.Claim claim, Optional<LedgerEntry> entry) {
    if (entry.isEmpty() || entry.get().status().isEmpty()) {
      return true;
    }
    LedgerEntry held = entry.get();
    Ledger.Asked asked = claim.asked();
    boolean sameInput = held.fingerprint().equals(claim.inputs().fingerprint());
    return switch (held.status().get()) {
      case RETRYING -> true;
      case RUNNING -> !held.leasedAt(claim.now()) && !held.attempts().exhausted();
      case PROCESSED -> !sameInput || asked.outputLost() || (asked.force() && !own(asked, held));
      case FAILED -> !sameInput || ((asked.force() || asked.retryFailed()) && !own(asked, held));
    };
  }

  /** Whether the run that asks has already got this verdict: its message came twice. */
  private static boolean own(Ledger.Asked asked, LedgerEntry held) {
    return !asked.runId().isEmpty() && asked.runId().equals(held.runId());
  }
}
