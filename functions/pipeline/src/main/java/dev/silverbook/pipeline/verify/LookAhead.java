package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.TableReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Computes a partition as if nothing had come after a time: whatever is known by then must be the
 * same to the bit.
 */
final class LookAhead {

  /** What was the same, all cuts together. */
  record Compared(int cuts, long rows, long bars) {
    static final Compared NOTHING = new Compared(0, 0, 0);
  }

  /** Takes what is not. */
  @FunctionalInterface
  interface Found {
    void difference(Dataset dataset, String message, Optional<Difference> difference);
  }

  private final Computations computations;
  private final SilverConfiguration configuration;
  private final FeatureConfiguration features;
  private final PartitionInputs inputs;
  private final String fingerprint;
  private final LakeStore scratch;
  private final StopSignal stop;
  private final Tables tables;

  LookAhead(
      Computations computations,
      SilverConfiguration configuration,
      PartitionInputs inputs,
      String fingerprint,
      LakeStore scratch,
      StopSignal stop,
      Set<String> notes) {
    this.computations = computations;
    this.configuration = configuration;
    this.features = configuration.features();
    this.inputs = inputs;
    this.fingerprint = fingerprint;
    this.scratch = scratch;
    this.stop = stop;
    this.tables = new Tables(features);
    exempt(notes);
  }

  private void exempt(Set<String> notes) {
    if (features.vpinBucketVolumeIsAuto()) {
      notes.add(
          "vpin is exempt from the look-ahead check, also in bars: automatic buckets are sized by"
              + " the whole day's volume; set vpin_bucket_volume to have it known live");
    }
    if (features.has(Dataset.LABELS)) {
      notes.add("labels are exempt from the look-ahead check: they look ahead by definition");
    }
    if (tables.schema(Dataset.ORDERBOOK).columns().stream()
        .anyMatch(column -> column.type() == ColumnType.LEVELS)) {
      notes.add("bids and asks are exempt from the look-ahead check: they are passed on as read");
    }
  }

  /**
   * Cuts the inputs at random times.
   *
   * @param whole computed without a cut
   * @return what was compared up to the first difference
   */
  Compared search(Recomputed whole, Random random, int cuts, Found found) throws IOException {
    TableReader rows = whole.table(Dataset.ORDERBOOK);
    FeatureSchema schema = tables.schema(Dataset.ORDERBOOK);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    Horizon.Times times = new Horizon.Times(rows, features, schema);
    while (times.next()) {
      first = Math.min(first, times.time());
      last = Math.max(last, times.time());
    }
    Compared compared = Compared.NOTHING;
    for (int i = 0; i < cuts; i++) {
      long cut = first + (long) (random.nextDouble() * (last - first));
      Optional<Compared> same = at(cut, whole, found);
      if (same.isEmpty()) {
        break;
      }
      compared =
          new Compared(
              i + 1, compared.rows() + same.get().rows(), compared.bars() + same.get().bars());
    }
    return compared;
  }

  /** Empty when something differs. */
  private Optional<Compared> at(long cut, Recomputed whole, Found found) throws IOException {
    String until =
        "with inputs cut at " + Instant.EPOCH.plus(cut, ChronoUnit.MICROS) + " (by the clock), ";
    try (Recomputed part =
        Recomputed.from(
            inputs,
            fingerprint,
            computations.of(configuration, reader -> new CutReader(reader, features.clock(), cut)),
            scratch,
            "cut",
            stop)) {
      LocalDate day = inputs.partition().date();
      FeatureSchema schema = tables.schema(Dataset.ORDERBOOK);
      TableReader wholeRows = whole.table(Dataset.ORDERBOOK);
      TableReader partRows = part.table(Dataset.ORDERBOOK);
      Horizon known = Horizon.of(wholeRows, features, schema, day, cut);
      Horizon knownToPart = Horizon.of(partRows, features, schema, day, cut);
      Optional<Difference> row =
          Comparison.ofValues(
              knownLive(Dataset.ORDERBOOK, wholeRows, partRows),
              wholeRows,
              Rows.first(known.rows()),
              partRows,
              Rows.first(knownToPart.rows()));
      if (row.isPresent() || known.rows() != knownToPart.rows()) {
        found.difference(
            Dataset.ORDERBOOK,
            until
                + (row.isPresent()
                    ? "a row before that is another: it knew what came later"
                    : "there are "
                        + knownToPart.rows()
                        + " rows before that, without "
                        + known.rows()),
            row);
        return Optional.empty();
      }
      if (!features.has(Dataset.BARS)) {
        return Optional.of(new Compared(1, known.rows(), 0));
      }
      FeatureSchema barSchema = tables.schema(Dataset.BARS);
      TableReader wholeBars = whole.table(Dataset.BARS);
      TableReader partBars = part.table(Dataset.BARS);
      BitSet bars = known.bars(wholeBars, barSchema);
      BitSet barsOfPart = Horizon.sameNumber(bars, wholeBars, partBars, barSchema);
      Optional<Difference> bar =
          Comparison.ofValues(
              knownLive(Dataset.BARS, wholeBars, partBars),
              wholeBars,
              Rows.of(bars),
              partBars,
              Rows.of(barsOfPart));
      if (bar.isPresent() || bars.cardinality() != barsOfPart.cardinality()) {
        found.difference(
            Dataset.BARS,
            until
                + (bar.isPresent()
                    ? "a bar that was known by then is another: it knew what came later"
                    : "only "
                        + barsOfPart.cardinality()
                        + " of "
                        + bars.cardinality()
                        + " bars are there that were known by then"),
            bar);
        return Optional.empty();
      }
      return Optional.of(new Compared(1, known.rows(), bars.cardinality()));
    }
  }

  private List<Column> knownLive(Dataset dataset, TableReader one, TableReader two) {
    return tables.comparable(dataset, one, two).stream().filter(Column::knownLive).toList();
  }
}
