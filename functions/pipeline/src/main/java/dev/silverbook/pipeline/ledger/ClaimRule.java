package dev.silverbook.pipeline.ledger;

import java.util.Optional;

/** When a claim succeeds, and what a refusal means. One rule for every ledger. */
public final class ClaimRule {

  private ClaimRule() {}

  /** Whether {@code claim} may replace {@code entry}. */
  public static boolean allows(Ledger.Claim claim, Optional<LedgerEntry> entry) {
    if (entry.isEmpty() || entry.get().status().isEmpty() || claim.asked().force()) {
      return entry.isEmpty() || !entry.get().leasedAt(claim.now());
    }
    LedgerEntry held = entry.get();
    boolean sameInput = held.fingerprint().equals(claim.inputs().fingerprint());
    return switch (held.status().get()) {
      case RETRYING -> true;
      case RUNNING -> !held.leasedAt(claim.now());
      case PROCESSED -> !sameInput;
      case FAILED -> !sameInput || claim.asked().retryFailed();
    };
  }
}
