package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.OrderedTrades;

/** Trades of a partition by time, and what readers noted of them. */
public interface NotedTrades extends OrderedTrades {

  /** Receives what is understood on the way. */
  InputNotes notes();
}
