package dev.silverbook.command.page;

import dev.silverbook.pipeline.ledger.LedgerEntry;

/** What the calendar shows of a partition. The page knows them by their letters. */
enum DayState {
  /** Processed, nothing to hold against it. */
  GOOD('g'),
  /** Processed, with reasons to look at it before trusting it. */
  DEGRADED('d'),
  /** Failed for good. */
  FAILED('f'),
  /** Being processed, interrupted, waiting for another try, or only expected. */
  OPEN('o'),
  /** Between a symbol's first and last day, with no entry. */
  MISSING('m');

  private final char letter;

  DayState(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  static DayState of(LedgerEntry entry) {
    if (entry.status().isEmpty()) {
      return OPEN;
    }
    return switch (entry.status().get()) {
      case PROCESSED -> entry.degradedBy().isEmpty() ? GOOD : DEGRADED;
      case FAILED -> FAILED;
      case RUNNING, RETRYING -> OPEN;
    };
  }
}
