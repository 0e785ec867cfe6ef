package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.whole;
import static dev.silverbook.features.settings.ValueKind.wholes;

import java.util.List;

/**
 * Lengths of rolling windows.
 *
 * @param windowsSeconds lengths of the rolling windows, seconds, ascending
 * @param regressionWindowSeconds window of Kyle's lambda and the order-flow impact, seconds
 */
public record WindowSettings(List<Integer> windowsSeconds, int regressionWindowSeconds) {

  private static final int DAY_SECONDS = 86_400;

  private static final Setting<WindowSettings, List<Integer>> WINDOWS_SECONDS =
      new Setting<>(
          "windows_seconds",
          wholes(1, DAY_SECONDS),
          List.of(5, 15, 60, 300, 900),
          WindowSettings::windowsSeconds,
          "lengths of the rolling windows, seconds");

  private static final Setting<WindowSettings, Integer> REGRESSION_WINDOW_SECONDS =
      new Setting<>(
          "regression_window_seconds",
          whole(1, DAY_SECONDS),
          300,
          WindowSettings::regressionWindowSeconds,
          "window of kyle_lambda and ofi_impact, seconds");

  /** These keys. */
  public static final Section<WindowSettings> SECTION =
      new Section<>(
          "windows",
          in -> new WindowSettings(WINDOWS_SECONDS.read(in), REGRESSION_WINDOW_SECONDS.read(in)),
          List.of(WINDOWS_SECONDS, REGRESSION_WINDOW_SECONDS));

  /** Copies the list. */
  public WindowSettings {
    windowsSeconds = List.copyOf(windowsSeconds);
  }
}
