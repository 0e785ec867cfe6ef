package dev.silverbook.lake.layout;

import java.util.Optional;

/**
 * What a lake's paths do not say because it is the same for all of it.
 *
 * @param exchange the one exchange
 * @param symbol the one symbol
 */
public record LayoutConstants(Optional<String> exchange, Optional<String> symbol) {

  /** The paths say everything. */
  public static final LayoutConstants NONE =
      new LayoutConstants(Optional.empty(), Optional.empty());

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when one is blank
   */
  public LayoutConstants {
    if (exchange.map(String::isBlank).orElse(false) || symbol.map(String::isBlank).orElse(false)) {
      throw new IllegalArgumentException("the constant exchange or symbol is blank; give its name");
    }
  }
}
