package dev.silverbook.features;

import dev.silverbook.features.quality.QualityThresholds;
import dev.silverbook.features.settings.BookSettings;
import dev.silverbook.features.settings.ConfigurationKey;
import dev.silverbook.features.settings.FlowSettings;
import dev.silverbook.features.settings.OutputSettings;
import dev.silverbook.features.settings.RegimeSettings;
import dev.silverbook.features.settings.Section;
import dev.silverbook.features.settings.TimeSettings;
import dev.silverbook.features.settings.VpinSettings;
import dev.silverbook.features.settings.WindowSettings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to compute, section by section. Immutable. Each key is declared once, in the record of its
 * section; this class composes them.
 *
 * @param book what is measured on one book
 * @param flow order flow over several levels
 * @param windows lengths of rolling windows
 * @param regime spread regimes
 * @param vpin buckets of VPIN
 * @param time clock, gaps and cadence
 * @param output what is written
 * @param quality thresholds of a good day; they judge and change no result
 */
public record FeatureConfiguration(
    BookSettings book,
    FlowSettings flow,
    WindowSettings windows,
    RegimeSettings regime,
    VpinSettings vpin,
    TimeSettings time,
    OutputSettings output,
    QualityThresholds quality) {

  private static final List<Section<?>> SECTIONS =
      List.of(
          BookSettings.SECTION,
          FlowSettings.SECTION,
          WindowSettings.SECTION,
          RegimeSettings.SECTION,
          VpinSettings.SECTION,
          TimeSettings.SECTION,
          OutputSettings.SECTION);

  private static final FeatureConfiguration DEFAULTS = fromMap(Map.of());

  /** The documented defaults. */
  public static FeatureConfiguration defaults() {
    return DEFAULTS;
  }

  /** Every key, described, in documented order; those of {@code quality} are nested in a map. */
  public static List<ConfigurationKey> keys() {
    return Stream.concat(
            SECTIONS.stream().flatMap(section -> section.keys().stream()),
            QualityThresholds.keys().stream())
        .toList();
  }

  /**
   * Reads a configuration as a YAML or JSON parser delivers it. Keys that are missing take their
   * default.
   *
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static FeatureConfiguration fromMap(Map<String, ?> values) {
    return fromMap(values, List.of());
  }

  /**
   * The same of a map that somebody else reads too.
   *
   * @param readElsewhere keys that are not ours and no mistake
   * @throws ConfigurationException for an unknown key or a value that does not fit
   */
  public static FeatureConfiguration fromMap(
      Map<String, ?> values, Collection<String> readElsewhere) {
    UnknownKeys.reject(values, readElsewhere);
    return new FeatureConfiguration(
        BookSettings.SECTION.read(values),
        FlowSettings.SECTION.read(values),
        WindowSettings.SECTION.read(values),
        RegimeSettings.SECTION.read(values),
        VpinSettings.SECTION.read(values),
        TimeSettings.SECTION.read(values),
        OutputSettings.SECTION.read(values),
        quality(values.get(QualityThresholds.KEY)));
  }

  private static QualityThresholds quality(Object value) {
    return value instanceof Map<?, ?> section
        ? QualityThresholds.read(section)
        : QualityThresholds.defaults();
  }

  /** Every key with its value, in documented order; what {@link #fromMap} reads back. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = results();
    map.put(QualityThresholds.KEY, quality.toMap());
    return map;
  }

  /** Every key that changes a result. */
  private Map<String, Object> results() {
    Map<String, Object> map = new LinkedHashMap<>();
    BookSettings.SECTION.write(book, map);
    FlowSettings.SECTION.write(flow, map);
    WindowSettings.SECTION.write(windows, map);
    RegimeSettings.SECTION.write(regime, map);
    VpinSettings.SECTION.write(vpin, map);
    TimeSettings.SECTION.write(time, map);
    OutputSettings.SECTION.write(output, map);
    return map;
  }

  /**
   * Everything that changes a result as one line of JSON: the canonical form, the same for
   * configurations that compute the same. Without {@code quality}, which only judges: moving a
   * threshold must not make a day due again.
   */
  public String toJson() {
    StringBuilder json = new StringBuilder("{");
    results()
        .forEach(
            (key, value) -> {
              json.append(json.length() > 1 ? "," : "").append('"').append(key).append("\":");
              appendJson(json, value);
            });
    return json.append('}').toString();
  }

  /** Whether that group is computed and written. */
  public boolean has(Category category) {
    return output.categories().contains(category);
  }

  /** Whether that dataset is written. */
  public boolean has(Dataset dataset) {
    return output.outputs().contains(dataset);
  }

  /** The same on another clock. */
  public FeatureConfiguration on(Clock clock) {
    return clock == time.clock()
        ? this
        : new FeatureConfiguration(
            book,
            flow,
            windows,
            regime,
            vpin,
            new TimeSettings(clock, time.maxGapSeconds(), time.cadenceMillis()),
            output,
            quality);
  }

  /** Which time drives everything. */
  public Clock clock() {
    return time.clock();
  }

  /** Base units a VPIN bucket; NaN for auto. */
  public double vpinBucketVolume() {
    return vpin.bucketVolume();
  }

  /** Whether auto decides the bucket volume. */
  public boolean vpinBucketVolumeIsAuto() {
    return vpin.bucketVolumeIsAuto();
  }

  /** How many VPIN buckets auto aims for. */
  public int vpinBucketsPerDay() {
    return vpin.bucketsPerDay();
  }

  /**
   * Whether VPIN is computed at all: as a column of {@code orderbook} or of bars. Sizing its
   * buckets automatically takes a pass over the trades.
   */
  public boolean needsVpin() {
    return has(Category.ADVANCED) || has(Dataset.BARS);
  }

  /**
   * How a number appears in a column name: without trailing zeros, {@code p} for the decimal point,
   * because query engines split names at a point.
   */
  public static String nameOf(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    String plain = whole ? Long.toString((long) number) : Double.toString(number);
    return plain.toLowerCase(Locale.ROOT).replace('.', 'p').replace("-", "m");
  }

  private static void appendJson(StringBuilder json, Object value) {
    if (value instanceof List<?> list) {
      json.append('[');
      for (int i = 0; i < list.size(); i++) {
        json.append(i > 0 ? "," : "");
        appendJson(json, list.get(i));
      }
      json.append(']');
    } else if (value instanceof String text) {
      json.append('"').append(text).append('"');
    } else {
      json.append(value);
    }
  }
}
