package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.decimal;
import static dev.silverbook.features.settings.ValueKind.whole;

import java.util.List;

/**
 * Order flow over several levels.
 *
 * @param ofiLevels M, levels of the multi-level order-flow imbalance
 * @param ofiDecay alpha: level i weighs exp(-alpha (i - 1))
 */
public record FlowSettings(int ofiLevels, double ofiDecay) {

  private static final Setting<FlowSettings, Integer> OFI_LEVELS =
      new Setting<>(
          "ofi_levels",
          whole(1, 1_000),
          10,
          FlowSettings::ofiLevels,
          "levels with an order-flow imbalance of their own");

  private static final Setting<FlowSettings, Double> OFI_DECAY =
      new Setting<>(
          "ofi_decay",
          decimal(0, 1_000),
          0.5,
          FlowSettings::ofiDecay,
          "alpha: level i weighs exp(-alpha (i - 1)) in mlofi");

  /** These keys. */
  public static final Section<FlowSettings> SECTION =
      new Section<>(
          "flow",
          in -> new FlowSettings(OFI_LEVELS.read(in), OFI_DECAY.read(in)),
          List.of(OFI_LEVELS, OFI_DECAY));
}
