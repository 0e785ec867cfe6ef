package dev.silverbook.generator;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.IOException;

/** Receives a recorded day in time order. Both rows are reused; keep copies of what must last. */
interface Tape {

  void snapshot(RawSnapshot snapshot) throws IOException;

  void trade(RawTrade trade) throws IOException;
}
