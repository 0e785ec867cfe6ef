package dev.silverbook.benchmark;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** A format that also records every row it writes. For one output only. */
final class RecordingFormat implements LakeFormat {

  private final LakeFormat format;
  private final Path file;
  private RowTape tape;
  private FeatureSchema recorded;

  RecordingFormat(LakeFormat format, Path file) {
    this.format = format;
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
  public SnapshotReader openSnapshots(InputObject object) throws IOException {
    return format.openSnapshots(object);
  }

  @Override
  public TradeReader openTrades(InputObject object) throws IOException {
    return format.openTrades(object);
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock) throws IOException {
    return format.openTimes(object, clock);
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    if (tape != null) {
      throw new IllegalStateException("a second output cannot be recorded to " + file);
    }
    tape = RowTape.create(file, schema);
    recorded = schema;
    FeatureWriter writer = format.create(schema, out);
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
