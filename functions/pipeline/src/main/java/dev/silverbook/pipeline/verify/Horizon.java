package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.TableReader;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What of a partition is known at a time.
 *
 * @param rows so many feature rows from the start
 * @param lastUsable time of the last usable one of them, microseconds since the epoch
 */
record Horizon(long rows, OptionalLong lastUsable) {

  private static final Set<String> USABLE = Set.of("ok", "locked");
  private static final long MICROS_PER_MILLI = 1_000;

  /** Times of the rows of a feature file, in microseconds. */
  static final class Times {
    private final ColumnValues values;
    private final long scale;

    Times(TableReader table, FeatureConfiguration features, FeatureSchema schema) {
      String decided = table.metadata().get("silverbook.input.clock");
      Clock clock = Clock.EXCHANGE.key().equals(decided) ? Clock.EXCHANGE : features.clock();
      Column column = schema.columns().get(schema.indexOf(clock.column()));
      values = new ColumnValues(table, column, Rows.first(table.rows()));
      scale = column.type() == ColumnType.TIMESTAMP_MICROS ? 1 : MICROS_PER_MILLI;
    }

    boolean next() throws IOException {
      return values.next();
    }

    long time() {
      return values.integer() * scale;
    }
  }

  /**
   * Of a feature file.
   *
   * @param cut microseconds since the epoch
   */
  static Horizon of(
      TableReader table,
      FeatureConfiguration features,
      FeatureSchema schema,
      LocalDate day,
      long cut)
      throws IOException {
    long midnight = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000 * MICROS_PER_MILLI;
    long cadence = features.time().cadenceMillis() * MICROS_PER_MILLI;
    Times times = new Times(table, features, schema);
    ColumnValues states =
        new ColumnValues(
            table, schema.columns().get(schema.indexOf("book_state")), Rows.first(table.rows()));
    long rows = 0;
    OptionalLong lastUsable = OptionalLong.empty();
    while (times.next() && states.next()) {
      long time = times.time();
      // The row of an interval is decided when the interval ends.
      long known =
          cadence == 0 ? time : midnight - Math.floorDiv(midnight - time, cadence) * cadence;
      if (known > cut) {
        break;
      }
      rows++;
      if (USABLE.contains(states.text())) {
        lastUsable = OptionalLong.of(time);
      }
    }
    return new Horizon(rows, lastUsable);
  }

  /** The bars of a file that are known: those with a usable row at or after their end. */
  BitSet bars(TableReader table, FeatureSchema schema) throws IOException {
    BitSet known = new BitSet();
    if (lastUsable.isPresent()) {
      ColumnValues ends = values(table, schema, "bar_end");
      while (ends.next()) {
        if (ends.integer() <= lastUsable.getAsLong()) {
          known.set((int) ends.row());
        }
      }
    }
    return known;
  }

  /** As many bars of each kind as are chosen in another file, from the start of the kind. */
  static BitSet sameNumber(
      BitSet chosen, TableReader table, TableReader other, FeatureSchema schema)
      throws IOException {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    ColumnValues kinds = values(table, schema, "bar");
    while (kinds.next()) {
      if (chosen.get((int) kinds.row())) {
        wanted.merge(kinds.text(), 1, Integer::sum);
      }
    }
    BitSet same = new BitSet();
    ColumnValues others = values(other, schema, "bar");
    while (others.next()) {
      if (wanted.getOrDefault(others.text(), 0) > 0) {
        wanted.merge(others.text(), -1, Integer::sum);
        same.set((int) others.row());
      }
    }
    return same;
  }

  private static ColumnValues values(TableReader table, FeatureSchema schema, String name) {
    return new ColumnValues(
        table, schema.columns().get(schema.indexOf(name)), Rows.first(table.rows()));
  }
}
