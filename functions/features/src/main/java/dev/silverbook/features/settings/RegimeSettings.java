package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.decimal;
import static dev.silverbook.features.settings.ValueKind.whole;

import dev.silverbook.features.ConfigurationException;
import java.util.List;

/**
 * Spread regimes.
 *
 * @param windowSeconds window of spread regime and near-depth variation, seconds
 * @param tight a spread percentile at or below is {@code tight}
 * @param wide a spread percentile at or above is {@code wide}; above {@code tight}
 */
public record RegimeSettings(int windowSeconds, double tight, double wide) {

  private static final Setting<RegimeSettings, Integer> WINDOW_SECONDS =
      new Setting<>(
          "regime_window_seconds",
          whole(1, 86_400),
          300,
          RegimeSettings::windowSeconds,
          "window of the spread regime and of near_depth_std, seconds");

  private static final Setting<RegimeSettings, Double> TIGHT =
      new Setting<>(
          "regime_tight",
          decimal(0, 1),
          0.2,
          RegimeSettings::tight,
          "a spread percentile at or below this is tight");

  private static final Setting<RegimeSettings, Double> WIDE =
      new Setting<>(
          "regime_wide",
          decimal(0, 1),
          0.8,
          RegimeSettings::wide,
          "a spread percentile at or above this is wide; above regime_tight");

  /** These keys. */
  public static final Section<RegimeSettings> SECTION =
      new Section<>(
          "regime",
          in -> new RegimeSettings(WINDOW_SECONDS.read(in), TIGHT.read(in), WIDE.read(in)),
          List.of(WINDOW_SECONDS, TIGHT, WIDE));

  /** Checks that the bounds do not cross. */
  public RegimeSettings {
    if (tight >= wide) {
      throw new ConfigurationException(
          TIGHT.name(),
          "regime_tight is "
              + tight
              + " and regime_wide is "
              + wide
              + ": regime_tight must be below regime_wide");
    }
  }
}
