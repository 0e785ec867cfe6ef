package dev.silverbook.command.page;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.settings.BarKind;
import dev.silverbook.lake.TableReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Series to draw, from the bars of partitions. What stands in the way of one partition's plots is a
 * sentence in the page instead of them, never an end of the report.
 */
public final class BarPlots {

  /** More bars than that are no picture: 15 seconds of a day. */
  static final int MOST_BARS = 5_760;

  private static final String KIND = "bar";
  private static final String END = "bar_end";
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Digits that a mid needs to show its spread. */
  private static final int PRICE_DIGITS = 10;

  private static final int DIGITS = 6;
  private static final List<String> PRICES = List.of("close_mid", "mean_mid");
  private static final List<String> MEASURES =
      List.of(
          "mean_relative_spread",
          "spread_percentile",
          "ofi",
          "log_return",
          "volume",
          "buy_volume",
          "realized_vol",
          "bipower_vol",
          "vpin",
          "kyle_lambda");

  private final Optional<LakeStore> silver;

  /**
   * Reads bars only while a plot is drawn.
   *
   * @param silver holds the outputs that ledger entries list; empty when nobody said where
   */
  public BarPlots(Optional<LakeStore> silver) {
    this.silver = silver;
  }

  /**
   * A partition's series.
   *
   * @return {@code kind}, {@code end} (seconds since midnight of the path's day) and {@code series}
   *     by column, one value a bar, null where there is none; or {@code problem}, in words
   */
  Map<String, Object> of(LedgerEntry entry) {
    Optional<String> key =
        entry.outputs().stream()
            .filter(output -> output.dataset() == Dataset.BARS)
            .map(WrittenOutput::key)
            .findFirst();
    if (key.isEmpty()) {
      return problem(
          "There are no bars of this day. Add bars to outputs in the configuration, then run again.");
    }
    if (silver.isEmpty()) {
      return problem(
          "The bars were not looked for, because only the ledger was named. Give --output too, the"
              + " directory or the s3://BUCKET/PREFIX of the runs.");
    }
    try {
      Optional<StoredObject> found = silver.get().find(key.get());
      if (found.isEmpty()) {
        return problem(
            "The ledger lists "
                + key.get()
                + ", but it is not in "
                + silver.get().location()
                + ". Run again: what is missing is written again.");
      }
      return read(
          TableReader.open(silver.get().open(found.get())),
          entry.partition().date().toEpochDay() * 86_400L);
    } catch (UnreadableObjectException e) {
      return problem("The bars cannot be read: " + e.getMessage());
    } catch (StoreException e) {
      return problem("The bars cannot be read: " + e.getMessage());
    } catch (IOException e) {
      return problem(
          "The bars cannot be read: "
              + e.getMessage()
              + ". Check "
              + silver.get().location()
              + ", then make the report again.");
    }
  }

  private static Map<String, Object> problem(String text) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("problem", text);
    return map;
  }

  private static Map<String, Object> read(TableReader table, long midnight) throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String[]> kinds = new ArrayList<>();
    for (int group = 0; group < table.groups(); group++) {
      String[] names = table.texts(group, KIND);
      kinds.add(names);
      for (String name : names) {
        counts.merge(String.valueOf(name), 1, Integer::sum);
      }
    }
    Optional<String> chosen = choose(counts);
    if (chosen.isEmpty()) {
      return problem(
          counts.isEmpty()
              ? "There are no bars in the file: the day has neither snapshots nor trades."
              : "There are only bars of trades ("
                  + String.join(", ", counts.keySet())
                  + "). Add a kind like 60s to bars in the configuration, then run again.");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", chosen.get());
    List<Object> ends = new ArrayList<>();
    for (int group = 0; group < table.groups(); group++) {
      long[] micros = table.integers(group, END);
      for (int row : rows(kinds.get(group), chosen.get())) {
        ends.add(micros[row] / MICROS_PER_SECOND - midnight);
      }
    }
    map.put("end", ends);
    Map<String, Object> series = new LinkedHashMap<>();
    for (String column : PRICES) {
      put(series, table, kinds, chosen.get(), column, PRICE_DIGITS);
    }
    for (String column : MEASURES) {
      put(series, table, kinds, chosen.get(), column, DIGITS);
    }
    map.put("series", series);
    return map;
  }

  /** The shortest kind of time bars that makes a picture; the longest when none does. */
  private static Optional<String> choose(Map<String, Integer> counts) {
    List<BarKind> byLength =
        counts.keySet().stream()
            .map(BarKind::parse)
            .flatMap(Optional::stream)
            .filter(kind -> !kind.ofTrades())
            .sorted(Comparator.comparing(BarKind::size))
            .toList();
    Optional<BarKind> shortest =
        byLength.stream().filter(kind -> counts.get(kind.name()) <= MOST_BARS).findFirst();
    Optional<BarKind> longest =
        byLength.isEmpty() ? Optional.empty() : Optional.of(byLength.get(byLength.size() - 1));
    return shortest.or(() -> longest).map(BarKind::name);
  }

  private static int[] rows(String[] kinds, String chosen) {
    int[] rows = new int[kinds.length];
    int count = 0;
    for (int row = 0; row < kinds.length; row++) {
      if (chosen.equals(kinds[row])) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** A column that the file does not have is left out; the page says so at its plot. */
  private static void put(
      Map<String, Object> series,
      TableReader table,
      List<String[]> kinds,
      String chosen,
      String column,
      int digits)
      throws IOException {
    if (!table.columns().contains(column)) {
      return;
    }
    List<Object> values = new ArrayList<>();
    for (int group = 0; group < table.groups(); group++) {
      double[] numbers = table.numbers(group, column);
      for (int row : rows(kinds.get(group), chosen)) {
        values.add(Rounded.digits(numbers[row], digits));
      }
    }
    series.put(column, values);
  }
}
