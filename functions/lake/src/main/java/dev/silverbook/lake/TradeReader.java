package dev.silverbook.lake;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;

/** Reads trades. */
public interface TradeReader extends TimedReader {

  /** The current row; the same instance every time, valid until {@link #next()}. */
  RawTrade current();

  /** The current trade's id, or a hash of it; {@link RawSnapshot#NULL} when it has none. */
  default long tradeId() {
    return RawSnapshot.NULL;
  }
}
