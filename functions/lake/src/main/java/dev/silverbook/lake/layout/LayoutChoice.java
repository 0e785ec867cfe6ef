package dev.silverbook.lake.layout;

import dev.silverbook.lake.PartitionId;
import java.util.List;
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

  /**
   * The partition that an object lies in, by its key alone; a layout that is not declared is
   * detected from that key.
   *
   * @param key below the lake's root, {@code /}-separated
   * @return empty when it fits no partition
   */
  public Optional<PartitionId> place(String key) {
    return declared.or(() -> detected(key)).flatMap(layout -> layout.place(key));
  }

  private Optional<Layout> detected(String key) {
    return new LayoutDetection(
            prefix -> {
              int end = key.indexOf('/', prefix.length());
              return end < 0 ? List.of() : List.of(key.substring(prefix.length(), end));
            },
            (column, value) -> true,
            constants)
        .detect();
  }
}
