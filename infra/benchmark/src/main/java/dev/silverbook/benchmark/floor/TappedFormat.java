package dev.silverbook.benchmark.floor;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * A format that works as another one does and shows every row that it writes.
 *
 * @param format the other one
 * @param tap sees the rows
 */
public record TappedFormat(LakeFormat format, Tap tap) implements LakeFormat {

  /** Sees the rows of outputs. */
  public interface Tap {

    /** An output of these columns begins. */
    void open(FeatureSchema schema) throws IOException;

    /** The next row, before it is written; the instance may be used again. */
    void row(FeatureRow row) throws IOException;

    /** There are no more rows. */
    default void finish() throws IOException {}
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    tap.open(schema);
    FeatureWriter writer = format.create(schema, out);
    return new FeatureWriter() {
      @Override
      public void write(FeatureRow row) throws IOException {
        tap.row(row);
        writer.write(row);
      }

      @Override
      public void finish(Map<String, String> metadata) throws IOException {
        tap.finish();
        writer.finish(metadata);
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }

  @Override
  public LakeFormat forPartition() {
    return format.forPartition();
  }

  @Override
  public SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException {
    return format.openSnapshots(object, context);
  }

  @Override
  public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
    return format.openTrades(object, context);
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock, InputContext context)
      throws IOException {
    return format.openTimes(object, clock, context);
  }

  @Override
  public Optional<TimedTrades> openTimedTrades(
      InputObject object, Clock clock, InputContext context) throws IOException {
    return format.openTimedTrades(object, clock, context);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
      throws IOException {
    return format.createParts(schema, parts, out);
  }
}
