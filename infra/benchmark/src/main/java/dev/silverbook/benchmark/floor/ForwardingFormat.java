package dev.silverbook.benchmark.floor;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A format that reads as another one does and does more when it writes. */
public abstract class ForwardingFormat implements LakeFormat {

  private final LakeFormat format;

  protected ForwardingFormat(LakeFormat format) {
    this.format = format;
  }

  /** The other one. */
  protected LakeFormat format() {
    return format;
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
