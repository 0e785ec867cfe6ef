package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.ADVANCED;
import static dev.silverbook.features.Category.DYNAMIC;
import static dev.silverbook.features.Category.ROLLING;
import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.FeatureConfiguration;
import java.util.ArrayList;
import java.util.List;

/** The groups that a configuration asks for, in file order. */
public final class FeatureGroups {

  private final List<FeatureGroup> groups = new ArrayList<>();
  private final RowWindows rowWindows = new RowWindows();

  /**
   * Makes the groups; a category that is off makes none, so it costs nothing.
   *
   * @param columns takes the columns, in file order
   * @param tradesPresent whether trade-based columns get values
   * @param vpinBucketVolume base units; NaN when there is nothing to bucket
   */
  public FeatureGroups(
      ColumnList columns,
      FeatureConfiguration configuration,
      boolean tradesPresent,
      double vpinBucketVolume) {
    Windows windows = Windows.of(configuration);
    if (configuration.has(STRUCTURAL)) {
      if (configuration.output().keepLevels()) {
        groups.add(new LevelGroup(columns, configuration.book().depthLevels()));
      }
      groups.add(new TopOfBookGroup(columns));
      groups.add(new ImbalanceGroup(columns, configuration.book().imbalanceLevels()));
      groups.add(new DepthGroup(columns, configuration.book().smartDepthDecay()));
      groups.add(new ShapeGroup(columns));
      groups.add(new BandGroup(columns, configuration.book().bandsBps()));
      groups.add(new SweepGroup(columns, configuration.book().impactNotionals()));
    }
    if (configuration.has(DYNAMIC)) {
      groups.add(new AgeGroup(columns));
      groups.add(new ReturnGroup(columns));
      groups.add(
          new OrderFlowGroup(columns, configuration.flow().ofiLevels(), windows, rowWindows));
      groups.add(new TradeFlowGroup(columns, windows, tradesPresent));
    }
    if (configuration.has(ROLLING)) {
      groups.add(new VolatilityGroup(columns, windows, rowWindows));
      groups.add(new SpreadGroup(columns, windows, configuration, rowWindows));
      groups.add(
          new BookVariationGroup(columns, configuration.regime().windowSeconds(), rowWindows));
    }
    if (configuration.has(ADVANCED)) {
      groups.add(
          new ImpactGroup(
              columns,
              configuration.windows().regressionWindowSeconds(),
              tradesPresent,
              rowWindows));
      groups.add(new VpinGroup(columns, configuration, vpinBucketVolume));
      groups.add(new TradeCostGroup(columns, tradesPresent));
    }
  }

  private FeatureGroups() {}

  /**
   * The groups that bars repeat values of and that the configuration's categories leave out.
   *
   * @param columns takes their columns
   */
  public static FeatureGroups forBars(
      ColumnList columns,
      FeatureConfiguration configuration,
      boolean tradesPresent,
      double vpinBucketVolume) {
    FeatureGroups missing = new FeatureGroups();
    if (!configuration.has(ROLLING)) {
      missing.addSpread(columns, configuration);
    }
    if (!configuration.has(ADVANCED)) {
      missing.addImpact(columns, configuration, tradesPresent, vpinBucketVolume);
    }
    return missing;
  }

  /** Declares the columns of all groups that bars repeat values of. */
  public static void declareForBars(ColumnList columns, FeatureConfiguration configuration) {
    FeatureGroups all = new FeatureGroups();
    all.addSpread(columns, configuration);
    all.addImpact(columns, configuration, false, Double.NaN);
  }

  private void addSpread(ColumnList columns, FeatureConfiguration configuration) {
    groups.add(new SpreadGroup(columns, new Windows(), configuration, rowWindows));
  }

  private void addImpact(
      ColumnList columns,
      FeatureConfiguration configuration,
      boolean tradesPresent,
      double vpinBucketVolume) {
    int window = configuration.windows().regressionWindowSeconds();
    groups.add(new ImpactGroup(columns, window, tradesPresent, rowWindows));
    groups.add(new VpinGroup(columns, configuration, vpinBucketVolume));
  }

  /** All groups, in file order, behind what brings their windows up to the row; none for none. */
  public FeatureGroup[] all() {
    List<WindowGroup> staged = new ArrayList<>();
    for (FeatureGroup group : groups) {
      if (group instanceof WindowGroup windowed) {
        staged.add(windowed);
      }
    }
    List<FeatureGroup> all = new ArrayList<>();
    if (!staged.isEmpty()) {
      all.add(new Staging(staged, rowWindows));
    }
    all.addAll(groups);
    return all.toArray(FeatureGroup[]::new);
  }

  /** The groups that need every trade. */
  public TradeListener[] tradeListeners() {
    return groups.stream()
        .filter(TradeListener.class::isInstance)
        .map(TradeListener.class::cast)
        .toArray(TradeListener[]::new);
  }
}
