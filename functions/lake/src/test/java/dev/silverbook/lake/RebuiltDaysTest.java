package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.order.SortLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Books from rows of one level, against maps that do the same one row at a time. */
class RebuiltDaysTest {

  private static final long START = 1_741_176_000_000_000L;
  private static final SortLimits TINY = new SortLimits(4_000, 3, 4);
  private static final int DEPTH = 5;

  @TempDir private Path scratch;

  /** One level as written; no marker column when {@code snapshot} is null throughout. */
  private record Level(
      long time, Long sequence, Boolean snapshot, String side, Double price, Double size) {}

  private static FileObject file(String key, List<Level> rows) throws IOException {
    return file(key, rows, "trade_ids", false);
  }

  private static FileObject file(String key, List<Level> rows, String extra, boolean delta)
      throws IOException {
    boolean marked = rows.stream().anyMatch(row -> row.snapshot() != null);
    boolean sequenced = rows.stream().anyMatch(row -> row.sequence() != null);
    String marker = delta ? "delta" : "is_snapshot";
    FieldAssembler<Schema> fields = SchemaBuilder.record("level").fields();
    fields.requiredLong("capture_ts").requiredString("side");
    fields.optionalDouble("price").optionalDouble("size").requiredLong(extra);
    if (marked) {
      fields.requiredBoolean(marker);
    }
    if (sequenced) {
      fields.optionalLong("sequence");
    }
    Schema schema = fields.endRecord();
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(file)
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new MemoryCodecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupRowCountLimit(300)
            .withPageRowCountLimit(90)
            .build()) {
      for (Level level : rows) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("capture_ts", level.time());
        row.put("side", level.side());
        row.put("price", level.price());
        row.put("size", level.size());
        row.put(extra, 0L);
        if (marked) {
          row.put(marker, level.snapshot() != delta);
        }
        if (sequenced) {
          row.put("sequence", level.sequence());
        }
        writer.write(row);
      }
    }
    return new FileObject(key, file.content());
  }

  private record Day(List<String> books, InputReport report) {}

  private Day read(SortLimits limits, FileObject... objects) throws IOException {
    List<String> books = new ArrayList<>();
    SortedPartitionReader reader =
        SortedPartitionReader.withLimits(
            new ParquetFormat(), Clock.CAPTURE, scratch, limits, DEPTH);
    try (OrderedSnapshots rows = reader.snapshots(List.of(objects))) {
      while (rows.next()) {
        RawSnapshot book = rows.current();
        books.add(book.captureMicros() + ": " + text(book.bids()) + "| " + text(book.asks()));
      }
      return new Day(books, rows.report());
    }
  }

  private static String text(RawLevels side) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < side.length(); i++) {
      text.append(side.price(i)).append('x').append(side.size(i)).append(' ');
    }
    return text.toString();
  }

  /** What a day of changes says, row by row, by maps; rows by time and sequence. */
  private static List<String> reference(List<Level> rows) {
    Map<String, List<Level>> events = new LinkedHashMap<>();
    for (Level row : rows) {
      events.computeIfAbsent(row.time() + "/" + row.sequence(), key -> new ArrayList<>()).add(row);
    }
    TreeMap<Double, Double> bids = new TreeMap<>(Comparator.reverseOrder());
    TreeMap<Double, Double> asks = new TreeMap<>();
    List<String> books = new ArrayList<>();
    boolean seen = false;
    boolean marked = false;
    for (List<Level> event : events.values()) {
      for (Level row : event) {
        if (row.snapshot() && !marked) {
          bids.clear();
          asks.clear();
          seen = true;
        }
        marked = row.snapshot();
        if (seen && row.size() == 0) {
          (row.side().equals("bid") ? bids : asks).remove(row.price());
        } else if (seen) {
          (row.side().equals("bid") ? bids : asks).put(row.price(), row.size());
        }
      }
      books.add(event.get(0).time() + ": " + top(bids) + "| " + top(asks));
    }
    return books;
  }

  private static String top(TreeMap<Double, Double> side) {
    StringBuilder text = new StringBuilder();
    side.entrySet().stream()
        .limit(DEPTH)
        .forEach(one -> text.append(one.getKey()).append('x').append(one.getValue()).append(' '));
    return text.toString();
  }

  /** Events of several changes, some of one time, with a snapshot now and then. */
  private static List<Level> randomDay(long seed, boolean sequenced) {
    Random random = new Random(seed);
    List<Level> rows = new ArrayList<>();
    long time = START;
    boolean afterSnapshot = false;
    for (int event = 0; event < 400; event++) {
      time += sequenced ? random.nextInt(2) : 1 + random.nextInt(2_000_000);
      Long sequence = sequenced ? (Long) (1_000L + event) : null;
      boolean snapshot = event == 3 || (event > 4 && !afterSnapshot && random.nextInt(60) == 0);
      int changes = snapshot ? 2 + random.nextInt(20) : 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        double price = 100 + random.nextInt(40) / 4.0;
        double size = random.nextInt(4) == 0 && !snapshot ? 0 : 1 + random.nextInt(9);
        rows.add(
            new Level(time, sequence, snapshot, random.nextBoolean() ? "bid" : "ask", price, size));
      }
      afterSnapshot = snapshot;
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomDaysOfChangesGiveTheBooksThatMapsGive(long seed) throws IOException {
    boolean sequenced = seed % 2 == 0;
    List<Level> rows = randomDay(seed, sequenced);
    List<String> expected = reference(rows);

    Day whole = read(SortLimits.DEFAULT, file("a", rows, "x", seed % 3 == 0));
    assertThat(whole.books()).isEqualTo(expected);
    assertThat(whole.report().counts()).containsKey(InputCount.EVENTS_BEFORE_SNAPSHOT);
    assertThat(whole.report().doubts()).containsKey("events_before_snapshot");

    int half = rows.size() / 2;
    while (rows.get(half).time() == rows.get(half - 1).time()) {
      half++;
    }
    List<Level> backwards = new ArrayList<>(rows.subList(half, rows.size()));
    backwards.addAll(rows.subList(0, half));
    assertThat(read(TINY, file("a", backwards)).books()).as("out of order").isEqualTo(expected);
    assertThat(
            read(
                    SortLimits.DEFAULT,
                    file("z", rows.subList(0, half)),
                    file("a", rows.subList(half, rows.size())))
                .books())
        .as("in two files")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4, 6})
  void aDayOfChangesThatIsThereTwiceGivesItsBooksOnce(long seed) throws IOException {
    List<Level> rows = randomDay(seed, true);
    assertThat(read(SortLimits.DEFAULT, file("a", rows), file("b", rows)).books())
        .isEqualTo(reference(rows));
  }

  @Test
  void changesWithoutAnySnapshotAreRefused() throws IOException {
    FileObject object = file("a", List.of(new Level(START, null, false, "bid", 1.0, 1.0)));
    assertThatThrownBy(() -> read(SortLimits.DEFAULT, object))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NO_USABLE_ROWS))
        .hasMessageContaining("no row of a snapshot (is_snapshot true, or delta false)");
  }

  @Test
  void changesThatCannotBeUsedAreLeftOutAndCounted() throws IOException {
    Day day =
        read(
            SortLimits.DEFAULT,
            file(
                "a",
                List.of(
                    new Level(START, null, true, "bid", 1.0, 1.0),
                    new Level(START, null, true, "ask", 2.0, 1.0),
                    new Level(START + 1, null, false, "ask", null, 1.0),
                    new Level(START + 2, null, false, "ask", 2.0, -1.0),
                    new Level(START + 3, null, false, "mid", 1.5, 1.0))));
    assertThat(day.books()).hasSize(4).allMatch(book -> book.endsWith("1.0x1.0 | 2.0x1.0 "));
    assertThat(day.report().counts())
        .containsEntry(InputCount.LEVELS_UNUSABLE, 2L)
        .containsEntry(InputCount.LEVELS_WITHOUT_SIDE, 1L);
    assertThat(day.report().doubts()).containsKey("levels_left_out");
  }

  private static List<Level> table() {
    Random random = new Random(5);
    List<Level> rows = new ArrayList<>();
    for (int book = 0; book < 100; book++) {
      for (int level = 0; level < 4; level++) {
        double size = 1 + random.nextInt(9);
        rows.add(new Level(START + book, null, null, "bid", 100.0 - level, size));
        rows.add(new Level(START + book, null, null, "ask", 101.0 + level, size));
      }
    }
    return rows;
  }

  @Test
  void rowsOfOneTimeAreABookInWhateverOrder() throws IOException {
    List<Level> rows = table();
    List<String> sorted = read(SortLimits.DEFAULT, file("a", rows)).books();
    assertThat(sorted).hasSize(100);
    assertThat(sorted.get(0)).matches(START + ": 100.0x. *.*97.0.*\\| 101.0.*104.0.*");
    List<Level> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    assertThat(read(TINY, file("a", shuffled)).books()).isEqualTo(sorted);
  }

  @Test
  void aLevelThatComesAgainInOneEventIsTakenOnceAndCounted() throws IOException {
    List<Level> rows = table();
    Day day = read(SortLimits.DEFAULT, file("a", rows), file("b", rows));
    assertThat(day.books()).isEqualTo(read(SortLimits.DEFAULT, file("a", rows)).books());
    assertThat(day.report().counts()).containsEntry(InputCount.LEVELS_REPEATED, 800L);
    assertThat(day.report().doubts()).containsKey("levels_repeated");
  }

  @Test
  void aTableOfLevelsWithASizeOfZeroIsRefused() throws IOException {
    FileObject object = file("a", List.of(new Level(START, null, null, "bid", 1.0, 0.0)));
    assertThatThrownBy(() -> read(SortLimits.DEFAULT, object))
        .hasMessageStartingWith("a: row 0 has size 0, which removes a level");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trade_id", "is_buyer_maker"})
  void aTableWithTheColumnsOfTradesIsRefused(String column) throws IOException {
    FileObject object =
        file("a", List.of(new Level(START, null, null, "bid", 1.0, 1.0)), column, false);
    assertThatThrownBy(() -> read(SortLimits.DEFAULT, object))
        .hasMessageContaining("column '" + column + "' says that rows of side, price and size are");
  }
}
