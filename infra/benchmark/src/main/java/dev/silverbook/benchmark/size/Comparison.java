package dev.silverbook.benchmark.size;

import dev.silverbook.benchmark.floor.RowTape;
import dev.silverbook.benchmark.floor.TappedFormat;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.IOException;

/** Compares every row that is written with a recorded one. */
final class Comparison implements TappedFormat.Tap {

  private final RowTape exact;
  private final FeatureRow expected;
  private final String[] names;
  private final RelativeErrors errors;

  /**
   * Nothing is compared yet.
   *
   * @param exact the rows to compare with, in the same order
   * @param schema their columns
   * @param errors receives what the numbers differ by
   */
  Comparison(RowTape exact, FeatureSchema schema, RelativeErrors errors) {
    this.exact = exact;
    this.expected = new FeatureRow(schema);
    this.names = names(schema);
    this.errors = errors;
  }

  @Override
  public void open(FeatureSchema schema) throws IOException {
    exact.rewind();
  }

  @Override
  public void row(FeatureRow row) throws IOException {
    exact.play(expected);
    for (int slot = 0; slot < names.length; slot++) {
      errors.add(names[slot], expected.numbers()[slot], row.numbers()[slot]);
    }
  }

  /** Columns of numbers by slot. */
  private static String[] names(FeatureSchema schema) {
    String[] names = new String[schema.numberCount()];
    for (int i = 0; i < schema.columns().size(); i++) {
      if (schema.columns().get(i).type() == ColumnType.DOUBLE) {
        names[schema.slot(i)] = schema.columns().get(i).name();
      }
    }
    return names;
  }
}
