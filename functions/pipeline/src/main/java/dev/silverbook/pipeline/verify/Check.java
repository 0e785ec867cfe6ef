package dev.silverbook.pipeline.verify;

import java.util.Locale;

/** What a finding speaks against. */
public enum Check {
  /** Every output is there, in the version that the ledger lists. */
  OUTPUT,
  /** The file says the partition, fingerprint and configuration that the ledger says. */
  METADATA,
  /** The inputs are those of the result's fingerprint. */
  INPUTS,
  /** Computed again, the output is the same. */
  RECOMPUTED,
  /** What is known up to a time is the same without all that comes later. */
  NO_LOOK_AHEAD;

  /** For machines: {@code no_look_ahead}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
