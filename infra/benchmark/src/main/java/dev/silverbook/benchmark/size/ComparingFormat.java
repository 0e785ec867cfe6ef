package dev.silverbook.benchmark.size;

import dev.silverbook.benchmark.floor.ForwardingFormat;
import dev.silverbook.benchmark.floor.RowTape;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.LakeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A format that also compares every row it writes with a recorded one. */
public final class ComparingFormat extends ForwardingFormat {

  private final RowTape exact;
  private final FeatureSchema exactSchema;
  private final RelativeErrors errors;

  /**
   * Compares what is written, and writes it all the same.
   *
   * @param exact the rows to compare with, in the same order
   * @param errors receives what the numbers differ by
   */
  ComparingFormat(
      LakeFormat format, RowTape exact, FeatureSchema exactSchema, RelativeErrors errors) {
    super(format);
    this.exact = exact;
    this.exactSchema = exactSchema;
    this.errors = errors;
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    exact.rewind();
    FeatureRow expected = new FeatureRow(exactSchema);
    String[] names = names(exactSchema);
    FeatureWriter writer = format().create(schema, out);
    return new FeatureWriter() {
      @Override
      public void write(FeatureRow row) throws IOException {
        exact.play(expected);
        for (int slot = 0; slot < expected.numbers().length; slot++) {
          errors.add(names[slot], expected.numbers()[slot], row.numbers()[slot]);
        }
        writer.write(row);
      }

      @Override
      public void finish(Map<String, String> metadata) throws IOException {
        writer.finish(metadata);
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
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
