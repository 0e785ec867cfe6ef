package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.decimal;
import static dev.silverbook.features.settings.ValueKind.positives;
import static dev.silverbook.features.settings.ValueKind.whole;
import static dev.silverbook.features.settings.ValueKind.wholes;

import java.util.List;

/**
 * What is measured on one book.
 *
 * @param depthLevels N, levels kept a side
 * @param imbalanceLevels k of {@code imbalance_k}, ascending
 * @param bandsBps upper edges of the depth bands, basis points, ascending; the first starts at 0
 * @param smartDepthDecay kappa of the distance-weighted depth
 * @param impactNotionals sizes of the sweep costs, quote units, ascending
 */
public record BookSettings(
    int depthLevels,
    List<Integer> imbalanceLevels,
    List<Double> bandsBps,
    double smartDepthDecay,
    List<Double> impactNotionals) {

  private static final Setting<BookSettings, Integer> DEPTH_LEVELS =
      new Setting<>(
          "depth_levels",
          whole(1, 1_000),
          20,
          BookSettings::depthLevels,
          "price levels kept a side, from the best");

  private static final Setting<BookSettings, List<Integer>> IMBALANCE_LEVELS =
      new Setting<>(
          "imbalance_levels",
          wholes(1, 1_000),
          List.of(1, 3, 5, 10),
          BookSettings::imbalanceLevels,
          "k of imbalance_k: how many levels a side it compares");

  private static final Setting<BookSettings, List<Double>> BANDS_BPS =
      new Setting<>(
          "bands_bps",
          positives(),
          List.of(5.0, 10.0, 25.0, 50.0, 100.0),
          BookSettings::bandsBps,
          "upper edges of the depth bands, basis points from the mid; the first band starts at 0");

  private static final Setting<BookSettings, Double> SMART_DEPTH_DECAY =
      new Setting<>(
          "smart_depth_decay",
          decimal(0, 1e9),
          100.0,
          BookSettings::smartDepthDecay,
          "kappa: a level at relative distance d from the mid weighs exp(-kappa d) in smart depth");

  private static final Setting<BookSettings, List<Double>> IMPACT_NOTIONALS =
      new Setting<>(
          "impact_notionals",
          positives(),
          List.of(1_000.0, 10_000.0, 100_000.0),
          BookSettings::impactNotionals,
          "order sizes of the sweep costs, quote units");

  /** These keys. */
  public static final Section<BookSettings> SECTION =
      new Section<>(
          "book",
          in ->
              new BookSettings(
                  DEPTH_LEVELS.read(in),
                  IMBALANCE_LEVELS.read(in),
                  BANDS_BPS.read(in),
                  SMART_DEPTH_DECAY.read(in),
                  IMPACT_NOTIONALS.read(in)),
          List.of(DEPTH_LEVELS, IMBALANCE_LEVELS, BANDS_BPS, SMART_DEPTH_DECAY, IMPACT_NOTIONALS));

  /** Copies the lists. */
  public BookSettings {
    imbalanceLevels = List.copyOf(imbalanceLevels);
    bandsBps = List.copyOf(bandsBps);
    impactNotionals = List.copyOf(impactNotionals);
  }
}
