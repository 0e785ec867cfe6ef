package dev.silverbook.pipeline.store;

import dev.silverbook.lake.layout.LayoutChoice;
import java.util.Objects;
import java.util.Optional;

/**
 * Where things are.
 *
 * @param orderBook bronze order-book snapshots
 * @param trades bronze trades; empty when no trades location is configured
 * @param silver where features go
 * @param orderBookLayout how order books are laid out
 * @param tradesLayout how trades are laid out
 */
public record LakeStores(
    LakeStore orderBook,
    Optional<LakeStore> trades,
    LakeStore silver,
    LayoutChoice orderBookLayout,
    LayoutChoice tradesLayout) {

  /** Checks that nothing is null. */
  public LakeStores {
    Objects.requireNonNull(orderBook, "orderBook");
    Objects.requireNonNull(trades, "trades");
    Objects.requireNonNull(silver, "silver");
    Objects.requireNonNull(orderBookLayout, "orderBookLayout");
    Objects.requireNonNull(tradesLayout, "tradesLayout");
  }

  /** Stores whose layouts are detected. */
  public LakeStores(LakeStore orderBook, Optional<LakeStore> trades, LakeStore silver) {
    this(orderBook, trades, silver, LayoutChoice.DETECTED, LayoutChoice.DETECTED);
  }
}
