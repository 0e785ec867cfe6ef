package dev.silverbook.features.settings;

import static dev.silverbook.features.settings.ValueKind.choice;
import static dev.silverbook.features.settings.ValueKind.choices;
import static dev.silverbook.features.settings.ValueKind.whole;
import static dev.silverbook.features.settings.ValueKind.wholes;

import dev.silverbook.features.Category;
import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.NumberEncoding;
import dev.silverbook.features.ValueType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is written.
 *
 * @param outputs the datasets written, {@link Dataset#ORDERBOOK} always among them
 * @param categories groups computed and written; {@link Category#IDENTITY} is always there
 * @param keepLevels write the per-level price and size columns
 * @param dropRawBookArrays do not write {@code bids} and {@code asks} as read
 * @param valueType how feature values are stored; levels as read and integers are never affected,
 *     nor are bars and labels
 * @param mantissaBits bits kept after the leading one of a feature value, 1 to 52; 52 keeps all,
 *     fewer make files smaller at a relative error of up to 2^-(bits + 1)
 * @param encoding how the numbers of every dataset are laid out in its files
 * @param bars kinds of bars, in the order in which they are written
 * @param labelsSeconds horizons of the labels, seconds, ascending
 */
public record OutputSettings(
    Set<Dataset> outputs,
    Set<Category> categories,
    boolean keepLevels,
    boolean dropRawBookArrays,
    ValueType valueType,
    int mantissaBits,
    NumberEncoding encoding,
    List<BarKind> bars,
    List<Integer> labelsSeconds) {

  private static final List<Category> SWITCHED =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Category.IDENTITY)));

  private static final Setting<OutputSettings, List<Dataset>> OUTPUTS =
      new Setting<>(
          "outputs",
          choices(List.of(Dataset.values()), Dataset::key),
          List.of(Dataset.ORDERBOOK, Dataset.BARS),
          settings -> List.copyOf(EnumSet.copyOf(settings.outputs)),
          "datasets to write; orderbook is always one; labels look ahead");

  private static final Setting<OutputSettings, List<Category>> CATEGORIES =
      new Setting<>(
          "categories",
          choices(SWITCHED, Category::key),
          SWITCHED,
          settings -> SWITCHED.stream().filter(settings.categories::contains).toList(),
          "groups of columns to compute and write");

  private static final Setting<OutputSettings, Boolean> KEEP_LEVELS =
      new Setting<>(
          "keep_levels",
          new ValueKind.Flag(),
          true,
          OutputSettings::keepLevels,
          "write price and size of every kept level");

  private static final Setting<OutputSettings, Boolean> DROP_RAW_BOOK_ARRAYS =
      new Setting<>(
          "drop_raw_book_arrays",
          new ValueKind.Flag(),
          true,
          OutputSettings::dropRawBookArrays,
          "leave out bids and asks as read");

  private static final Setting<OutputSettings, ValueType> VALUE_TYPE =
      new Setting<>(
          "value_type",
          choice(ValueType.values(), ValueType::key),
          ValueType.DOUBLE,
          OutputSettings::valueType,
          "how the feature values of orderbook are stored");

  private static final Setting<OutputSettings, Integer> MANTISSA_BITS =
      new Setting<>(
          "mantissa_bits",
          whole(1, 52),
          52,
          OutputSettings::mantissaBits,
          "bits kept of a feature value of orderbook; fewer make files smaller, 52 keeps all");

  private static final Setting<OutputSettings, NumberEncoding> ENCODING =
      new Setting<>(
          "encoding",
          choice(NumberEncoding.values(), NumberEncoding::key),
          NumberEncoding.AUTO,
          OutputSettings::encoding,
          "layout of numbers; auto uses BYTE_STREAM_SPLIT for some, plain never does");

  private static final Setting<OutputSettings, List<BarKind>> BARS =
      new Setting<>(
          "bars",
          new ValueKind.ListOf<>(new ValueKind.BarText(), false),
          List.of(seconds(60), seconds(300), seconds(3_600)),
          OutputSettings::bars,
          "kinds of bars: 60s by time, 500trades, 25base and 1000000quote by what was traded");

  private static final Setting<OutputSettings, List<Integer>> LABELS_SECONDS =
      new Setting<>(
          "labels_seconds",
          wholes(1, 86_400),
          List.of(1, 10, 60, 300),
          OutputSettings::labelsSeconds,
          "horizons of the labels, seconds; memory grows with the longest");

  /** These keys. */
  public static final Section<OutputSettings> SECTION =
      new Section<>(
          "output",
          in ->
              new OutputSettings(
                  Set.copyOf(OUTPUTS.read(in)),
                  Set.copyOf(CATEGORIES.read(in)),
                  KEEP_LEVELS.read(in),
                  DROP_RAW_BOOK_ARRAYS.read(in),
                  VALUE_TYPE.read(in),
                  MANTISSA_BITS.read(in),
                  ENCODING.read(in),
                  BARS.read(in),
                  LABELS_SECONDS.read(in)),
          List.of(
              OUTPUTS,
              CATEGORIES,
              KEEP_LEVELS,
              DROP_RAW_BOOK_ARRAYS,
              VALUE_TYPE,
              MANTISSA_BITS,
              ENCODING,
              BARS,
              LABELS_SECONDS));

  /** Copies, adds the columns that are always there, and checks that each output has something. */
  public OutputSettings {
    outputs = Set.copyOf(outputs);
    bars = List.copyOf(bars);
    labelsSeconds = List.copyOf(labelsSeconds);
    EnumSet<Category> all = EnumSet.of(Category.IDENTITY);
    all.addAll(categories);
    categories = Set.copyOf(all);
    if (!outputs.contains(Dataset.ORDERBOOK)) {
      throw new ConfigurationException(
          OUTPUTS.name(),
          "outputs lacks orderbook, which the other datasets are made from: add it");
    }
    requireSome(outputs.contains(Dataset.BARS) && bars.isEmpty(), BARS.name());
    requireSome(outputs.contains(Dataset.LABELS) && labelsSeconds.isEmpty(), LABELS_SECONDS.name());
  }

  private static void requireSome(boolean none, String key) {
    if (none) {
      throw new ConfigurationException(
          key, key + " is empty: list at least one, or leave its dataset out of outputs");
    }
  }

  private static BarKind seconds(double length) {
    return new BarKind(BarKind.Unit.SECONDS, length);
  }
}
