package dev.silverbook.pipeline.message;

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
 */
public record Instructions(
    String orderBooks, Optional<String> trades, String silver, String configuration) {

  /** Checks that nothing is null. */
  public Instructions {
    Objects.requireNonNull(orderBooks, "orderBooks");
    Objects.requireNonNull(trades, "trades");
    Objects.requireNonNull(silver, "silver");
    Objects.requireNonNull(configuration, "configuration");
  }
}
