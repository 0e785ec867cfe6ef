package dev.silverbook.pipeline.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.PartWriter;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.ReadCounts;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lake of text lines, for tests that are not about Parquet: the same streams, errors and
 * determinism, readable in a test.
 *
 * <ul>
 *   <li>A snapshot: {@code 1000000|99@2,98@1|101@3}: microseconds or {@code null}, bids, asks.
 *   <li>A trade: {@code 1000000|100.5|0.25|buy}.
 *   <li>A line {@code damaged} makes the object corrupt from there on.
 *   <li>A feature row: {@code name=value} for each column that is not null, space-separated; the
 *       metadata follow as {@code # key=value}.
 * </ul>
 */
public final class TextLake implements LakeFormat, PartitionReader {

  private record Line(String key, long row, String text) {

    String[] fields() {
      return text.split("\\|", -1);
    }

    long time() throws UnreadableObjectException {
      if (text.equals("damaged")) {
        throw new UnreadableObjectException(
            UnreadableObjectException.Reason.CORRUPT_FILE,
            key,
            row,
            key + ": row " + row + " is damaged",
            null);
      }
      String time = fields()[0];
      return time.equals("null") ? RawSnapshot.NULL : Long.parseLong(time);
    }
  }

  private record Timed(long time, Line line) {}

  @Override
  public PartitionReader on(LocalDate day) {
    return this;
  }

  @Override
  public ScratchSpace scratch() {
    // Rows are sorted in memory.
    return new ScratchSpace(Path.of(""));
  }

  @Override
  public Clocks clocks(
      Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades) {
    return Clocks.of(wanted);
  }

  @Override
  public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
    return new Snapshots(new Lines(objects));
  }

  @Override
  public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
    return new Trades(new Lines(objects));
  }

  @Override
  public SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException {
    return snapshots(List.of(object));
  }

  @Override
  public TradeReader openTrades(InputObject object, InputContext context) throws IOException {
    return trades(List.of(object));
  }

  /** Not needed: this lake brings its rows into time order itself. */
  @Override
  public TimeReader openTimes(InputObject object, Clock clock, InputContext context) {
    throw new UnsupportedOperationException(object.key() + ": a text lake is not read for times");
  }

  @Override
  public Optional<TimedTrades> openTimedTrades(
      InputObject object, Clock clock, InputContext context) {
    throw new UnsupportedOperationException(object.key() + ": a text lake is not read for times");
  }

  @Override
  public FeatureWriter create(FeatureSchema schema, OutputStream out) {
    return new Rows(schema, out);
  }

  @Override
  public PartWriter createParts(FeatureSchema schema, int parts, OutputStream out) {
    return new Parts(schema, parts, out);
  }

  /** All lines of all objects in time order, those without a time left out and counted. */
  private static final class Lines {

    private final List<Line> ordered;
    private final ReadCounts counts;
    private int next = -1;

    Lines(List<? extends InputObject> objects) throws IOException {
      List<Timed> timed = new ArrayList<>();
      long rows = 0;
      long bytes = 0;
      for (InputObject object : objects) {
        long row = 0;
        for (String text : text(object).lines().toList()) {
          Line line = new Line(object.key(), row++, text);
          if (line.time() != RawSnapshot.NULL) {
            timed.add(new Timed(line.time(), line));
          }
        }
        rows += row;
        bytes += object.size();
      }
      timed.sort(
          Comparator.comparingLong(Timed::time)
              .thenComparing(each -> each.line().key())
              .thenComparing(each -> each.line().row()));
      this.ordered = timed.stream().map(Timed::line).toList();
      this.counts = new ReadCounts(rows, rows - ordered.size(), bytes);
    }

    private static String text(InputObject object) throws IOException {
      try (InputStream in = object.open(0, object.size())) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }

    boolean next() {
      return ++next < ordered.size();
    }

    Line current() {
      return ordered.get(next);
    }
  }

  private static final class Snapshots implements OrderedSnapshots {

    private final Lines lines;
    private final RawSnapshot current = new RawSnapshot();

    Snapshots(Lines lines) {
      this.lines = lines;
    }

    @Override
    public boolean next() throws IOException {
      if (!lines.next()) {
        return false;
      }
      String[] fields = lines.current().fields();
      current.set(lines.current().time(), RawSnapshot.NULL, RawSnapshot.NULL);
      levels(fields[1], current.bids());
      levels(fields[2], current.asks());
      return true;
    }

    private static void levels(String text, RawLevels levels) {
      String[] parts = text.isEmpty() ? new String[0] : text.split(",", -1);
      double[] prices =
          Arrays.stream(parts)
              .mapToDouble(part -> Double.parseDouble(part.split("@", -1)[0]))
              .toArray();
      double[] sizes =
          Arrays.stream(parts)
              .mapToDouble(part -> Double.parseDouble(part.split("@", -1)[1]))
              .toArray();
      levels.set(prices, 0, sizes, 0, parts.length);
    }

    @Override
    public RawSnapshot current() {
      return current;
    }

    @Override
    public InputColumns columns() {
      return new InputColumns(false, false);
    }

    @Override
    public ReadCounts counts() {
      return lines.counts;
    }

    @Override
    public String object() {
      return lines.current().key();
    }

    @Override
    public long row() {
      return lines.current().row();
    }

    @Override
    public void close() {}
  }

  private static final class Trades implements OrderedTrades {

    private final Lines lines;
    private final RawTrade current = new RawTrade();

    Trades(Lines lines) {
      this.lines = lines;
    }

    @Override
    public boolean next() throws IOException {
      if (!lines.next()) {
        return false;
      }
      String[] fields = lines.current().fields();
      current.set(
          lines.current().time(),
          RawSnapshot.NULL,
          Double.parseDouble(fields[1]),
          Double.parseDouble(fields[2]),
          AggressorSide.parse(fields[3]));
      return true;
    }

    @Override
    public RawTrade current() {
      return current;
    }

    @Override
    public ReadCounts counts() {
      return lines.counts;
    }

    @Override
    public String object() {
      return lines.current().key();
    }

    @Override
    public long row() {
      return lines.current().row();
    }

    @Override
    public void close() {}
  }

  /** Part after part. */
  private static final class Parts implements PartWriter {

    private final OutputStream out;
    private final Rows end;
    private final List<ByteArrayOutputStream> held = new ArrayList<>();
    private final List<Rows> rows = new ArrayList<>();

    Parts(FeatureSchema schema, int parts, OutputStream out) {
      this.out = out;
      this.end = new Rows(schema, out);
      for (int part = 0; part < parts; part++) {
        held.add(new ByteArrayOutputStream());
        rows.add(new Rows(schema, held.get(part)));
      }
    }

    @Override
    public void write(int part, FeatureRow row) throws IOException {
      rows.get(part).write(row);
    }

    @Override
    public void finish(Map<String, String> metadata) throws IOException {
      for (ByteArrayOutputStream part : held) {
        part.writeTo(out);
      }
      end.finish(metadata);
    }

    @Override
    public void close() throws IOException {
      end.close();
    }
  }

  private static final class Rows implements FeatureWriter {

    private final FeatureSchema schema;
    private final OutputStream out;

    Rows(FeatureSchema schema, OutputStream out) {
      this.schema = schema;
      this.out = out;
    }

    @Override
    public void write(FeatureRow row) throws IOException {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < schema.columns().size(); i++) {
        String value = value(row, i);
        if (!value.isEmpty()) {
          values.add(schema.columns().get(i).name() + "=" + value);
        }
      }
      line(String.join(" ", values));
    }

    private String value(FeatureRow row, int i) {
      int slot = schema.slot(i);
      return switch (schema.columns().get(i).type()) {
        case DOUBLE, FLOAT -> Double.isNaN(row.numbers()[slot]) ? "" : "" + row.numbers()[slot];
        case INT64, TIMESTAMP_MICROS ->
            row.integers()[slot] == RawSnapshot.NULL ? "" : "" + row.integers()[slot];
        case LABEL ->
            row.labels()[slot] < 0 ? "" : schema.columns().get(i).labels().get(row.labels()[slot]);
        case BOOLEAN -> row.labels()[slot] < 0 ? "" : "" + (row.labels()[slot] == 1);
        case LEVELS -> "";
      };
    }

    @Override
    public void finish(Map<String, String> metadata) throws IOException {
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        line("# " + entry.getKey() + "=" + entry.getValue());
      }
    }

    private void line(String text) throws IOException {
      out.write((text + "\n").getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
