package dev.silverbook.lake;

import dev.silverbook.features.RawTrade;

/** Reads trades. */
public interface TradeReader extends TimedReader {

  /** The current row; the same instance every time, valid until {@link #next()}. */
  RawTrade current();
}
