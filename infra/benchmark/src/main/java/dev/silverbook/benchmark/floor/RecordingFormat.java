package dev.silverbook.benchmark.floor;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.LakeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** A format that also records every row it writes. For one output only. */
public final class RecordingFormat extends ForwardingFormat {

  private final Path file;
  private RowTape tape;
  private FeatureSchema recorded;

  RecordingFormat(LakeFormat format, Path file) {
    super(format);
    this.file = file;
  }

  /** The rows of the finished output. */
  RowTape tape() {
    return tape;
  }

  /** Their columns. */
  FeatureSchema schema() {
    return recorded;
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    if (tape != null) {
      throw new IllegalStateException("a second output cannot be recorded to " + file);
    }
    tape = RowTape.create(file, schema);
    recorded = schema;
    FeatureWriter writer = format().create(schema, out);
    return new FeatureWriter() {
      @Override
      public void write(FeatureRow row) throws IOException {
        tape.record(row);
        writer.write(row);
      }

      @Override
      public void finish(Map<String, String> metadata) throws IOException {
        tape.finish();
        writer.finish(metadata);
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }
}
