package dev.silverbook.pipeline.message;

import dev.silverbook.lake.layout.LayoutChoice;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the data of a partition is, and what is computed of it. A worker that is told by its
 * message computes what was planned, whatever it was deployed with.
 *
 * @param orderBooks address of the bronze order books, as {@code s3://bucket/prefix}
 * @param trades address of the bronze trades; empty when there are none
 * @param silver address below which the output goes
 * @param configuration all that decides about the output, as a JSON object
 * @param layout how the order books' paths say what lies where
 * @param tradesLayout the same of the trades
 */
public record Instructions(
    String orderBooks,
    Optional<String> trades,
    String silver,
    String configuration,
    LayoutChoice layout,
    LayoutChoice tradesLayout) {

  /** Checks that nothing is null. */
  public Instructions {
    Objects.requireNonNull(orderBooks, "orderBooks");
    Objects.requireNonNull(trades, "trades");
    Objects.requireNonNull(silver, "silver");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(tradesLayout, "tradesLayout");
  }

  /** For lakes whose layout is detected. */
  public Instructions(
      String orderBooks, Optional<String> trades, String silver, String configuration) {
    this(orderBooks, trades, silver, configuration, LayoutChoice.DETECTED, LayoutChoice.DETECTED);
  }
}
