package dev.silverbook.command.report;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes through another format and keeps a few rows of the first file to show. */
public final class ExcerptFormat implements LakeFormat {

  private final LakeFormat format;
  private final List<String> names;
  private final List<Long> wanted;
  private final List<List<String>> rows = new ArrayList<>();
  private boolean taken;

  /**
   * Keeps those columns of those rows.
   *
   * @param names columns; those that the schema lacks show as empty
   * @param wanted positions, ascending, from 0
   */
  public ExcerptFormat(LakeFormat format, List<String> names, List<Long> wanted) {
    this.format = format;
    this.names = List.copyOf(names);
    this.wanted = List.copyOf(wanted);
  }

  /** The rows kept, as text; empty when nothing was written. */
  public synchronized List<List<String>> rows() {
    return List.copyOf(rows);
  }

  @Override
  public LakeFormat forPartition() {
    // What is read is not shown.
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

  @Override
  public synchronized FeatureWriter create(FeatureSchema schema, OutputStream out)
      throws IOException {
    FeatureWriter writer = format.create(schema, out);
    if (taken) {
      return writer;
    }
    taken = true;
    return new ExcerptWriter(writer, schema);
  }

  private synchronized void keep(FeatureSchema schema, FeatureRow row) {
    List<String> cells = new ArrayList<>();
    for (String name : names) {
      int index = schema.indexOf(name);
      cells.add(index < 0 ? "" : text(schema.columns().get(index), schema.slot(index), row));
    }
    rows.add(cells);
  }

  private static String text(Column column, int slot, FeatureRow row) {
    return switch (column.type()) {
      case DOUBLE, FLOAT -> number(row.numbers()[slot]);
      case INT64 -> integer(row.integers()[slot]);
      case TIMESTAMP_MICROS ->
          Instant.EPOCH.plus(row.integers()[slot], ChronoUnit.MICROS).toString();
      case LABEL -> row.labels()[slot] < 0 ? "null" : column.labels().get(row.labels()[slot]);
      case BOOLEAN -> row.labels()[slot] < 0 ? "null" : Boolean.toString(row.labels()[slot] == 1);
      case LEVELS -> "";
    };
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String integer(long value) {
    return value == RawSnapshot.NULL ? "null" : Long.toString(value);
  }

  private final class ExcerptWriter implements FeatureWriter {

    private final FeatureWriter writer;
    private final FeatureSchema schema;
    private long position;

    ExcerptWriter(FeatureWriter writer, FeatureSchema schema) {
      this.writer = writer;
      this.schema = schema;
    }

    @Override
    public void write(FeatureRow row) throws IOException {
      if (wanted.contains(position++)) {
        keep(schema, row);
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
  }
}
