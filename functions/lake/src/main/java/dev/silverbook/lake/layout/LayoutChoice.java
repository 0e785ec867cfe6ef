package dev.silverbook.lake.layout;

import java.util.Objects;
import java.util.Optional;

/**
 * What a user says about a lake's layout.
 *
 * @param declared as a pattern says; empty to detect it
 * @param constants what the paths do not say
 */
public record LayoutChoice(Optional<Layout> declared, LayoutConstants constants) {

  /** Nothing: the layout is detected. */
  public static final LayoutChoice DETECTED =
      new LayoutChoice(Optional.empty(), LayoutConstants.NONE);

  /** Checks that nothing is null. */
  public LayoutChoice {
    Objects.requireNonNull(declared, "declared");
    Objects.requireNonNull(constants, "constants");
  }

  /**
   * A choice as people write it.
   *
   * @param pattern empty to detect the layout
   * @throws IllegalArgumentException when the pattern is none, saying why
   */
  public static LayoutChoice of(Optional<String> pattern, LayoutConstants constants) {
    return new LayoutChoice(pattern.map(text -> Layout.parse(text, constants)), constants);
  }
}
