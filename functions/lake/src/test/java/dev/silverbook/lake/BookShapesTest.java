package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookShapesTest {

  private static final int LEVELS = 4;
  private static final int ROWS = 700;

  /** Books of {@link #LEVELS} levels: row, side (bids first), level, price and size. */
  private static final double[][][][] BOOKS = books();

  private static double[][][][] books() {
    Random random = new Random(5);
    double[][][][] books = new double[ROWS][2][LEVELS][2];
    for (double[][][] book : books) {
      for (int i = 0; i < LEVELS; i++) {
        book[0][i] = new double[] {100 - i - random.nextDouble(), random.nextInt(1000) / 1e8};
        book[1][i] = new double[] {100 + i + random.nextDouble(), random.nextGaussian() * 1e5};
      }
    }
    return books;
  }

  private static List<String> expected() {
    List<String> rows = new ArrayList<>();
    for (double[][][] book : BOOKS) {
      rows.add(text(book[0]) + " " + text(book[1]));
    }
    return rows;
  }

  private static String text(double[][] side) {
    RawLevels levels = new RawLevels();
    double[] prices = new double[side.length];
    double[] sizes = new double[side.length];
    for (int i = 0; i < side.length; i++) {
      prices[i] = side[i][0];
      sizes[i] = side[i][1];
    }
    levels.set(prices, 0, sizes, 0, side.length);
    return RoundTripTest.text(levels);
  }

  /** What goes into a column, by row. */
  private record Column(String name, Schema type, Function<double[][][], Object> value) {}

  private static FileObject file(List<Column> columns) throws IOException {
    FieldAssembler<Schema> fields = SchemaBuilder.record("snapshot").fields();
    fields.requiredLong("capture_ts");
    columns.forEach(column -> fields.name(column.name()).type(column.type()).noDefault());
    Schema schema = fields.endRecord();
    MemoryFile file = new MemoryFile();
    PlainParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.setBoolean("parquet.avro.write-old-list-structure", false);
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(file)
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withConf(configuration)
            .withCodecFactory(new MemoryCodecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupRowCountLimit(300)
            .withPageRowCountLimit(90)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("capture_ts", 1_700_000_000_000_000L + i);
        for (Column column : columns) {
          row.put(column.name(), column.value().apply(BOOKS[i]));
        }
        writer.write(row);
      }
    }
    return new FileObject("part.parquet", file.content());
  }

  private static List<String> read(FileObject object) throws IOException {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = new ParquetFormat().openSnapshots(object)) {
      while (reader.next()) {
        rows.add(
            RoundTripTest.text(reader.current().bids())
                + " "
                + RoundTripTest.text(reader.current().asks()));
      }
    }
    return rows;
  }

  private static Schema number() {
    return SchemaBuilder.builder().doubleType();
  }

  private static Schema string() {
    return SchemaBuilder.builder().stringType();
  }

  private static List<Column> sides(
      String bids, String asks, Schema type, Function<double[][], Object> value) {
    return List.of(
        new Column(bids, type, book -> value.apply(book[0])),
        new Column(asks, type, book -> value.apply(book[1])));
  }

  private static List<Column> flat(String price, String size, int first, boolean asText) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < LEVELS; i++) {
      int level = i;
      for (int side = 0; side < 2; side++) {
        int which = side;
        for (int part = 0; part < 2; part++) {
          int number = part;
          String name =
              (part == 0 ? price : size)
                  .replace("side", side == 0 ? "bid" : "ask")
                  .replace("S", side == 0 ? "b" : "a")
                  .replace("II", "0" + (first + i))
                  .replace("I", Integer.toString(first + i));
          columns.add(
              asText
                  ? new Column(name, string(), book -> " " + book[which][level][number] + " ")
                  : new Column(name, number(), book -> book[which][level][number]));
        }
      }
    }
    return columns;
  }

  @ParameterizedTest
  @CsvSource({
    "side_I_price, side_I_size, 0",
    "side_I_price, side_I_amount, 1",
    "sides_I_price, sides_I_qty, 0",
    "side_px_II, side_sz_II, 0",
    "side_price_I, side_size_I, 0",
    "side_priceI, side_quantityI, 1",
    "sideIp, sideIq, 1",
    "SpI, SqI, 1",
    "Side_I_Price, Side_I_Volume, 0",
    "price_side_I, volume_side_I, 0",
    "level_I_side_price, level_I_side_vol, 1",
    "LI_side_px, LI_side_sz, 1",
    "side_price_lvlI, side_volume_lvlI, 0",
    "side_price_I, side_vol_I, 1",
    "SpI, SvI, 1"
  })
  void aColumnPerLevelIsABook(String price, String size, int first) throws IOException {
    String lowPrice = price.replace("Side", "side");
    String lowSize = size.replace("Side", "side");
    assertThat(read(file(flat(lowPrice, lowSize, first, false)))).isEqualTo(expected());
    assertThat(read(file(flat(lowPrice, lowSize, first, true)))).isEqualTo(expected());
  }

  @Test
  void flatLevelsEndAtTheFirstGap() throws IOException {
    List<Column> columns = new ArrayList<>(flat("side_I_price", "side_I_size", 0, false));
    columns.removeIf(column -> column.name().equals("bid_2_size"));
    assertThat(read(file(columns)).get(0))
        .isEqualTo(
            text(List.of(BOOKS[0][0][0], BOOKS[0][0][1]).toArray(new double[0][]))
                + " "
                + text(BOOKS[0][1]));
  }

  @Test
  void flatLevelsWithoutPriceAndSizeAreNoLevelsAtTheEndOfARow() throws IOException {
    List<Column> columns = new ArrayList<>();
    for (Column column : flat("side_I_price", "side_I_size", 0, false)) {
      columns.add(
          column.name().startsWith("bid_3") || column.name().equals("ask_2_price")
              ? new Column(
                  column.name(),
                  Schema.createUnion(SchemaBuilder.builder().nullType(), number()),
                  book -> null)
              : column);
    }
    String row = read(file(columns)).get(0);
    assertThat(row)
        .startsWith(text(List.of(BOOKS[0][0]).subList(0, 3).toArray(new double[0][])) + " ")
        .contains("null@" + BOOKS[0][1][2][1]);
  }

  @ParameterizedTest
  @CsvSource({"price, size", "px, sz", "p, q", "price, volume", "Price, Amount", "price, quantity"})
  void aListOfStructsIsABookWhateverItsFieldsAreCalled(String price, String size)
      throws IOException {
    for (boolean text : List.of(false, true)) {
      Schema type = text ? string() : number();
      Schema level =
          SchemaBuilder.record("level")
              .fields()
              .requiredInt("orders")
              .name(size)
              .type(type)
              .noDefault()
              .name(price)
              .type(type)
              .noDefault()
              .endRecord();
      Function<double[][], Object> value =
          side -> {
            List<GenericRecord> levels = new ArrayList<>();
            for (double[] one : side) {
              GenericRecord record = new GenericData.Record(level);
              record.put("orders", 3);
              record.put(price, text ? (Object) Double.toString(one[0]) : (Object) one[0]);
              record.put(size, text ? (Object) Double.toString(one[1]) : (Object) one[1]);
              levels.add(record);
            }
            return levels;
          };
      Schema list = SchemaBuilder.array().items(level);
      assertThat(read(file(sides("bids", "asks", list, value)))).isEqualTo(expected());
    }
  }

  @Test
  void aListOfListsIsABookInNumbersAndInText() throws IOException {
    Schema numbers = SchemaBuilder.array().items(SchemaBuilder.array().items(number()));
    assertThat(
            read(
                file(
                    sides(
                        "bids",
                        "asks",
                        numbers,
                        side -> pairs(side, one -> List.of(one[0], one[1], 7.0))))))
        .isEqualTo(expected());
    Schema texts = SchemaBuilder.array().items(SchemaBuilder.array().items(string()));
    assertThat(
            read(
                file(
                    sides(
                        "bids",
                        "asks",
                        texts,
                        side -> pairs(side, one -> List.of(one[0] + "", one[1] + ""))))))
        .isEqualTo(expected());
  }

  private static List<Object> pairs(double[][] side, Function<double[], Object> pair) {
    return List.of(side).stream().map(pair).collect(Collectors.toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sizes", "qtys", "quantities", "amounts", "volumes"})
  void parallelListsAreABook(String sizes) throws IOException {
    Schema list = SchemaBuilder.array().items(number());
    List<Column> columns = new ArrayList<>();
    columns.addAll(
        sides("bid_prices", "ask_prices", list, side -> pairs(side, one -> (Object) one[0])));
    columns.addAll(
        sides("bid_" + sizes, "ask_" + sizes, list, side -> pairs(side, one -> (Object) one[1])));
    assertThat(read(file(columns))).isEqualTo(expected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bids | asks | [P,S]",
        "bids_json | asks_json | [\"P\", \"S\", 0, {\"more\": [1]}]",
        "bids | asks | {\"price\": P, \"orders\": [1], \"amount\": \"S\"}",
        "bids | asks | {\"q\": \"S\", \"p\": \"P\"}",
        "bids | asks | {\"Volume\": S, \"pRICE\": \"P\", \"Q\": 7}",
        "bids | asks | {\"pX\": 7, \"prIce\": 8, \"px\": P, \"q\": 3, \"Qty\": 4, \"size\": \"S\"}"
      })
  void jsonIsABook(String bids, String asks, String level) throws IOException {
    Function<double[][], Object> json =
        side ->
            List.of(side).stream()
                .map(one -> level.replace("P", one[0] + "").replace("S", one[1] + ""))
                .collect(Collectors.joining(", ", " [", "]\n"));
    assertThat(read(file(sides(bids, asks, string(), json)))).isEqualTo(expected());
  }

  @Test
  void jsonThatIsCutOffIsDamageAtItsColumnAndRow() throws IOException {
    FileObject object =
        file(
            sides(
                "bids",
                "asks",
                string(),
                side -> side == BOOKS[301][1] ? "[[1, 2], [3" : "[[1, 2]]"));
    assertThatThrownBy(() -> read(object))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.CORRUPT_FILE);
              assertThat(e.row()).hasValue(301);
            })
        .hasMessageStartingWith("part.parquet: column 'asks', row 301: the JSON is cut off")
        .hasMessageEndingWith("write the file again, or remove it");
  }

  @ParameterizedTest
  @CsvSource({
    "bid_price, bid_size, ask_price, ask_size",
    "bid_px, bid_qty, ask_px, ask_qty",
    "best_bid, bid_amount, best_ask, ask_amount",
    "bidPrice, bidQty, askPrice, askQty",
    "bid, bid_size, ask, ask_size",
    "bid, bidVolume, ask, askVolume",
    "b, B, a, A"
  })
  void quotesAreABookOfOneLevel(String bid, String bidSize, String ask, String askSize)
      throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.addAll(sides(bid, ask, number(), side -> side[0][0]));
    columns.addAll(sides(bidSize, askSize, number(), side -> side[0][1]));
    List<String> best = new ArrayList<>();
    for (double[][][] book : BOOKS) {
      best.add(text(new double[][] {book[0][0]}) + " " + text(new double[][] {book[1][0]}));
    }
    assertThat(read(file(columns))).isEqualTo(best);
  }

  @Test
  void textThatIsNoNumberIsNull() throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.addAll(sides("bid_price", "ask_price", string(), side -> "n/a"));
    columns.addAll(sides("bid_size", "ask_size", string(), side -> "1e-8"));
    assertThat(read(file(columns)).get(0)).isEqualTo("[null@1.0E-8 ] [null@1.0E-8 ]");
  }

  @Test
  void rowsThatChangeABookAreNotTakenForBooks() throws IOException {
    List<Column> columns = new ArrayList<>(sides("bids", "asks", string(), side -> "[[1, 0]]"));
    columns.add(new Column("is_snapshot", SchemaBuilder.builder().booleanType(), book -> false));
    FileObject changes = file(columns);
    assertThatThrownBy(() -> read(changes))
        .hasMessage(
            "part.parquet: a row is a change of a book (is_snapshot or delta), expected a whole book;"
                + " read the object as a partition, which puts them together");
    try (SnapshotReader reader =
        new ParquetFormat().openBookRows(changes, InputContext.unknown())) {
      assertThat(reader.bookRows()).isEqualTo(BookRows.CHANGES);
      assertThat(reader.next()).isTrue();
      assertThat(reader.marked()).isFalse();
      assertThat(RoundTripTest.text(reader.current().bids())).isEqualTo("[1.0@0.0 ]");
    }
  }

  @Test
  void rowsOfOneLevelAreNotTakenForBooks() throws IOException {
    FileObject levels =
        file(
            List.of(
                new Column("side", string(), book -> "bid"),
                new Column("price", number(), book -> 1.0),
                new Column("size", number(), book -> 2.0)));
    assertThatThrownBy(() -> read(levels))
        .hasMessageStartingWith(
            "part.parquet: a row is one level of a book (side, price and size)");
    try (SnapshotReader reader = new ParquetFormat().openBookRows(levels, InputContext.unknown())) {
      assertThat(reader.bookRows()).isEqualTo(BookRows.LEVELS);
      assertThat(reader.next()).isTrue();
      assertThat(RoundTripTest.text(reader.current().bids())).isEqualTo("[1.0@2.0 ]");
      assertThat(reader.current().asks().absent()).isTrue();
    }
  }
}
