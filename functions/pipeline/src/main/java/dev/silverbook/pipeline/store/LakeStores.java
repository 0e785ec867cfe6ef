package dev.silverbook.pipeline.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param orderBook bronze order-book snapshots
 * @param trades bronze trades; empty when no trades location is configured
 * @param silver where features go
 */
public record LakeStores(LakeStore orderBook, Optional<LakeStore> trades, LakeStore silver) {

  /** Checks that nothing is null. */
  public LakeStores {
    Objects.requireNonNull(orderBook, "orderBook");
    Objects.requireNonNull(trades, "trades");
    Objects.requireNonNull(silver, "silver");
  }
}
