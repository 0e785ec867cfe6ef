package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Says of feature files that an earlier encoder wrote them. */
record EarlierEncoder(LakeFormat now) implements LakeFormat {

  @Override
  public SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException {
    return now.openSnapshots(object, context);
  }

  @Override
  public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
    return now.openTrades(object, context);
  }

  @Override
  public TimeReader openTimes(InputObject object, Clock clock, InputContext context)
      throws IOException {
    return now.openTimes(object, clock, context);
  }

  @Override
  public Optional<TimedTrades> openTimedTrades(
      InputObject object, Clock clock, InputContext context) throws IOException {
    return now.openTimedTrades(object, clock, context);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out)
      throws IOException {
    return now.createParts(schema, parts, out);
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException {
    return now.create(
        schema,
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            // A footer is written at once, and as many bytes as before.
            String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            out.write(
                text.replaceAll("build encoding-\\d", "build encoding-0")
                    .getBytes(StandardCharsets.ISO_8859_1));
          }
        });
  }
}
