package dev.silverbook.command.spelling;

import static dev.silverbook.command.spelling.SmallLake.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an input ends in a reason, a count or the right value. */
class DoubtfulInputTest {

  private static final int ROWS = 120;
  private static final String TIME = "required int64 capture_ts; ";

  @TempDir private Path directory;

  private SmallLake lake(String name) throws IOException {
    return new SmallLake(Files.createDirectories(directory.resolve(name)));
  }

  private static void time(org.apache.parquet.example.data.Group row, int i) {
    row.add("capture_ts", (NOON + i) * 1_000_000 + 500_000);
  }

  /** Buys at the ask and sells at the bid of the sound books, one by one. */
  private static double price(int i) {
    return i % 2 == 0 ? 103.0 + i % 3 : 100.0 + i % 3;
  }

  private static SmallLake trades(SmallLake lake, String type, Object[] spellings)
      throws IOException {
    return lake.trades(
        "t.parquet",
        TIME + "optional " + type + " side; required double price; required double amount;",
        ROWS,
        (row, i) -> {
          time(row, i);
          Object word = spellings[i % spellings.length];
          if (word instanceof Integer number) {
            row.add("side", number);
          } else {
            row.add("side", (String) word);
          }
          row.add("price", price(i));
          row.add("amount", 1.0);
        });
  }

  private static void refused(SmallLake.Result result, String... words) {
    assertThat(result.ran().exitCode()).as(result.said()).isEqualTo(1);
    assertThat(result.said()).contains(words);
    assertThat(result.files()).isEmpty();
  }

  private static void said(SmallLake.Result result, String... words) {
    assertThat(result.ran().exitCode()).as(result.said()).isZero();
    for (String one : words) {
      assertThat(result.said()).contains(one);
    }
  }

  @Test
  void textThatIsNoNumberIsNullAndCounted() throws IOException {
    SmallLake lake = lake("text").soundBooks(ROWS);
    lake.books(
        "more.parquet",
        TIME + "required binary bids; required binary asks;",
        3,
        (row, i) -> {
          row.add("capture_ts", (NOON + ROWS + i) * 1_000_000);
          row.add("bids", i == 1 ? "[[\"n/a\",1],[\"\",2],[99,null]]" : "[[99,1]]");
          row.add("asks", "[[101,1]]");
        });
    lake.trades(
        "t.parquet",
        TIME + "required binary side; required binary price (STRING); required binary amount;",
        ROWS,
        (row, i) -> {
          time(row, i);
          row.add("side", i % 2 == 0 ? "buy" : "sell");
          row.add("price", i == 7 ? "none" : Double.toString(price(i)));
          row.add("amount", i == 9 ? "" : "1");
        });
    SmallLake.Result result = lake.run();

    said(result, "numbers_unreadable", "are no numbers", "more.parquet", "t.parquet");
    assertThat(result.metadata()).containsEntry("silverbook.input.numbersUnreadable", "2");
  }

  @Test
  void jsonThatIsCutOffIsRefusedAtItsRow() throws IOException {
    SmallLake lake =
        lake("cut")
            .books(
                "a.parquet",
                TIME + "required binary bids; required binary asks;",
                ROWS,
                (row, i) -> {
                  time(row, i);
                  row.add("bids", "[[99,1]]");
                  row.add("asks", i == 77 ? "[[101,1],[10" : "[[101,1]]");
                });
    refused(lake.run(), "CORRUPT_FILE", "a.parquet: column 'asks', row 77: the JSON is cut off");
  }

  private static SmallLake fixedPoint(SmallLake lake, long factor) throws IOException {
    fixedPointBooks(lake, factor);
    return fixedPointTrades(lake, factor);
  }

  private static SmallLake fixedPointBooks(SmallLake lake, long factor) throws IOException {
    return lake.books(
        "a.parquet",
        TIME
            + "required int64 bid_px_00; required int64 bid_sz_00; required int64 ask_px_00;"
            + " required int64 ask_sz_00;",
        ROWS,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000_000);
          boolean sentinel = i == 5 || i == 6;
          row.add(
              "bid_px_00",
              sentinel ? (i == 5 ? Long.MAX_VALUE : Long.MIN_VALUE) : (100L + i % 3) * factor);
          row.add("bid_sz_00", sentinel ? 0L : 1L);
          row.add("ask_px_00", (103L + i % 3) * factor);
          row.add("ask_sz_00", 2L);
        });
  }

  private static SmallLake fixedPointTrades(SmallLake lake, long factor) throws IOException {
    return lake.trades(
        "t.parquet",
        TIME + "required binary side; required int64 price; required int64 size;",
        ROWS,
        (row, i) -> {
          time(row, i);
          row.add("side", i % 2 == 0 ? "B" : "A");
          row.add("price", ((long) price(i)) * factor);
          row.add("size", 1L);
        });
  }

  @Test
  void fixedPointPricesNeedAScale() throws IOException {
    refused(
        fixedPointBooks(lake("books"), 1_000_000_000L).run(),
        "SCHEMA_MISMATCH",
        "a.parquet: column 'bid_px_00' holds integers like 1",
        "above 10^9",
        "price_scale: 1e-9");
    refused(
        fixedPointTrades(lake("silent").soundBooks(ROWS), 1_000_000_000L).run(),
        "SCHEMA_MISMATCH",
        "t.parquet: column 'price' holds integers like 103000000000");

    SmallLake.Result scaled =
        fixedPoint(lake("scaled"), 1_000_000_000L).configured("price_scale: 1e-9\n").run();
    SmallLake.Result plain = fixedPoint(lake("plain"), 1).run();
    SmallLake.Result large =
        fixedPoint(lake("large"), 1_000_000_000L).configured("price_scale: 1\n").run();

    assertThat(plain.ran().exitCode()).as(plain.said()).isZero();
    assertThat(scaled.numbers("mid_price")).isEqualTo(plain.numbers("mid_price"));
    assertThat(scaled.numbers("trade_vwap_60s")).isEqualTo(plain.numbers("trade_vwap_60s"));
    assertThat(scaled.numbers("mid_price")[5]).isNaN();
    assertThat(scaled.numbers("mid_price")[6]).isNaN();
    assertThat(large.numbers("mid_price")[0]).isEqualTo(1e9 * plain.numbers("mid_price")[0]);
  }

  @Test
  void twoIsASellBesideOneWhateverComesFirst() throws IOException {
    SmallLake.Result words =
        trades(lake("words").soundBooks(ROWS), "binary", new Object[] {"buy", "sell"}).run();
    for (Object[] fix : new Object[][] {{1, 2}, {"1", "2"}}) {
      SmallLake.Result numbers =
          trades(
                  lake("fix" + fix[0].getClass().getSimpleName()).soundBooks(ROWS),
                  fix[0] instanceof Integer ? "int32" : "binary",
                  fix)
              .run();
      assertThat(numbers.numbers("buy_volume_60s")).isEqualTo(words.numbers("buy_volume_60s"));
    }
  }

  @Test
  void twoIsNothingBesideMinusOneWhateverComesFirst() throws IOException {
    for (int turned = 0; turned < 2; turned++) {
      Object[] spellings = turned == 0 ? new Object[] {2, 1, -1, 1} : new Object[] {-1, 1, 2, 1};
      SmallLake.Result result =
          trades(lake("signs" + turned).soundBooks(ROWS), "int32", spellings).run();

      said(result, "side_spellings: unknown are {2=30}");
    }
  }

  @Test
  void aMakersSideForATakersIsSeen() throws IOException {
    SmallLake.Result result =
        trades(lake("maker").soundBooks(ROWS), "binary", new Object[] {"sell", "buy"}).run();

    said(result, "sides_look_inverted");
  }

  @Test
  void unitsThatChangeAtNoonAreCounted() throws IOException {
    SmallLake lake =
        lake("units")
            .books(
                "a.parquet",
                TIME + "required binary bids; required binary asks;",
                ROWS,
                (row, i) -> {
                  row.add("capture_ts", i < 60 ? NOON + i : (NOON + i) * 1_000);
                  row.add("bids", "[[99,1]]");
                  row.add("asks", "[[101,1]]");
                });
    said(lake.run(), "rows_without_time: 60 rows dropped");

    SmallLake files = lake("files");
    for (int unit : new int[] {1, 1_000}) {
      files.books(
          unit + ".parquet",
          TIME + "required binary bids; required binary asks;",
          ROWS,
          (row, i) -> {
            row.add("capture_ts", (NOON + i + (unit == 1 ? 0 : ROWS)) * unit);
            row.add("bids", "[[99,1]]");
            row.add("asks", "[[101,1]]");
          });
    }
    SmallLake.Result result = files.run();
    said(result, "mixed_units: column 'capture_ts' counts ms and s in files of one day");
    assertThat(result.numbers("mid_price")).hasSize(2 * ROWS);
  }

  @Test
  void idsThatAreAllTheSameDropNothing() throws IOException {
    SmallLake lake = lake("ids").soundBooks(ROWS);
    lake.trades(
        "t.parquet",
        TIME
            + "required int64 id; required binary side; required double price;"
            + " required double amount;",
        ROWS,
        (row, i) -> {
          time(row, i);
          row.add("id", 7L);
          row.add("side", i % 2 == 0 ? "buy" : "sell");
          row.add("price", price(i));
          row.add("amount", 1.0 + i);
        });
    SmallLake.Result result = lake.run();

    said(result, "trade_ids_do_not_identify");
    assertThat(result.metadata()).doesNotContainKey("silverbook.input.tradesDuplicate");
  }

  @Test
  void columnsThatChangeTheirTypeBetweenFilesAreRead() throws IOException {
    SmallLake lake = lake("types").soundBooks(ROWS);
    for (boolean text : new boolean[] {true, false}) {
      lake.trades(
          text + ".parquet",
          TIME
              + (text
                  ? "required binary side; required binary price; required int32 amount;"
                  : "required int32 side; required double price; required binary amount;"),
          ROWS / 2,
          (row, i) -> {
            int number = text ? i : ROWS / 2 + i;
            time(row, number);
            boolean buy = number % 2 == 0;
            if (text) {
              row.add("side", buy ? "Buy" : "Sell");
              row.add("price", Double.toString(price(number)));
              row.add("amount", 1);
            } else {
              row.add("side", buy ? 1 : -1);
              row.add("price", price(number));
              row.add("amount", " 1.0 ");
            }
          });
    }
    SmallLake.Result result = lake.run();
    SmallLake.Result words =
        trades(lake("same").soundBooks(ROWS), "binary", new Object[] {"buy", "sell"}).run();

    assertThat(result.numbers("buy_volume_60s")).isEqualTo(words.numbers("buy_volume_60s"));
    assertThat(result.numbers("trade_vwap_60s")).isEqualTo(words.numbers("trade_vwap_60s"));
  }

  @Test
  void optionalColumnsOfAnUnusableTypeAreNullAndNoted() throws IOException {
    SmallLake lake =
        lake("optional")
            .books(
                "a.parquet",
                TIME
                    + "required boolean timestamp; required double nonce;"
                    + " required binary bids; required binary asks;",
                ROWS,
                (row, i) -> {
                  time(row, i);
                  row.add("timestamp", true);
                  row.add("nonce", i == 3 ? 1.5 : i);
                  row.add("bids", "[[99,1]]");
                  row.add("asks", "[[101,1]]");
                });
    SmallLake.Result result = lake.run();

    said(result);
    assertThat(result.metadata().get("silverbook.input.orderbook"))
        .contains("column 'timestamp' is boolean")
        .contains("it is read as null");
    assertThat(result.integers("nonce")).startsWith(0, 1, 2, Long.MIN_VALUE, 4);
  }

  private SmallLake levels(String name, boolean sequence, int times) throws IOException {
    SmallLake lake = lake(name);
    for (int file = 0; file < times; file++) {
      lake.books(
          file + ".parquet",
          TIME
              + (sequence ? "required int64 sequence;" : "")
              + " required binary side; required double price; required double size;",
          4 * ROWS,
          (row, i) -> {
            int book = i / 4;
            row.add("capture_ts", (NOON + book) * 1_000_000);
            if (sequence) {
              row.add("sequence", (long) book + 1);
            }
            row.add("side", i % 2 == 0 ? "bid" : "ask");
            row.add("price", i % 2 == 0 ? 100.0 - i % 4 - book % 3 : 102.0 + i % 4 + book % 3);
            row.add("size", 1.0 + i % 4);
          });
    }
    return lake;
  }

  @Test
  void aTableOfLevelsThatIsThereTwiceIsGoodWithASequenceOnly() throws IOException {
    SmallLake.Result once = levels("once", true, 1).run();
    SmallLake.Result twice = levels("twice", true, 2).run();
    SmallLake.Result doubtful = levels("doubtful", false, 2).run();

    said(twice);
    assertThat(twice.said()).doesNotContain("levels_repeated");
    assertThat(twice.metadata()).containsEntry("silverbook.input.levelsRepeated", "480");
    assertThat(twice.numbers("mid_price")).isEqualTo(once.numbers("mid_price"));
    said(
        doubtful,
        "degraded",
        "levels_repeated: levels that come again at one time (and sequence): 480");
  }

  @Test
  void tradesThatAreGivenAsBooksAreRefused() throws IOException {
    SmallLake lake =
        lake("trades")
            .books(
                "a.parquet",
                TIME + "required binary side; required double price; required double amount;",
                ROWS,
                (row, i) -> {
                  time(row, i);
                  row.add("side", i % 2 == 0 ? "buy" : "sell");
                  row.add("price", price(i));
                  row.add("amount", 1.0);
                });
    refused(lake.run(), "NO_USABLE_ROWS", "look like trades", "--trades");

    SmallLake named =
        lake("named")
            .books(
                "a.parquet",
                TIME + "required binary taker_side; required double price; required double amount;",
                ROWS,
                (row, i) -> {
                  time(row, i);
                  row.add("taker_side", i % 2 == 0 ? "buy" : "sell");
                  row.add("price", price(i));
                  row.add("amount", 1.0);
                });
    refused(named.run(), "SCHEMA_MISMATCH", "column 'taker_side' says that rows");
  }

  @Test
  void whatIsSaidOfTheInputIsDone() throws IOException {
    SmallLake lake = lake("said");
    lake.books(
        "a.parquet",
        "required int64 when; required binary bids; required binary asks;",
        ROWS,
        (row, i) -> {
          row.add("when", (NOON + i) * 1_000_000);
          row.add("bids", "[[" + (100 + i % 3) + ",1]]");
          row.add("asks", "[[" + (103 + i % 3) + ",2]]");
        });
    lake.trades(
        "t.parquet",
        "required int64 when; required binary way; required int64 cents; required int32 lots;",
        ROWS,
        (row, i) -> {
          row.add("when", (NOON + i) * 1_000_000 + 500_000);
          row.add("way", i % 2 == 0 ? "Hit" : "lift");
          row.add("cents", Math.round(price(i) * 100));
          row.add("lots", 10);
        });
    lake.configured(
        """
        columns: {capture_time: when, side: way, price: cents, amount: lots}
        unit: us
        sides: {buy: [hit], sell: [LIFT]}
        price_scale: 0.01
        size_scale: 0.1
        """);
    SmallLake.Result result = lake.run();
    SmallLake.Result words =
        trades(lake("words").soundBooks(ROWS), "binary", new Object[] {"buy", "sell"}).run();

    said(result);
    assertThat(result.numbers("buy_volume_60s")).isEqualTo(words.numbers("buy_volume_60s"));
    assertThat(result.numbers("trade_vwap_60s")).isEqualTo(words.numbers("trade_vwap_60s"));
    assertThat(result.metadata().get("silverbook.configuration"))
        .contains("\"price_scale\":0.01")
        .contains("\"unit\":\"us\"");
  }

  @Test
  void aUnitThatCannotBeIsRefused() throws IOException {
    refused(
        lake("unit")
            .soundBooks(ROWS)
            .soundTrades(ROWS)
            .configured("columns: {capture_time: nonce}\nunit: ms\n")
            .run(),
        "SCHEMA_MISMATCH",
        "in the configured unit ms",
        "correct unit in the configuration");
  }

  @Test
  void aMakersSideIsATakersWhenThatIsSaid() throws IOException {
    SmallLake.Result maker =
        trades(lake("said").soundBooks(ROWS), "binary", new Object[] {"sell", "buy"})
            .configured("sides: {maker: true}\n")
            .run();
    SmallLake.Result taker =
        trades(lake("taker").soundBooks(ROWS), "binary", new Object[] {"buy", "sell"}).run();

    assertThat(maker.said()).doesNotContain("sides_look_inverted");
    assertThat(maker.numbers("buy_volume_60s")).isEqualTo(taker.numbers("buy_volume_60s"));
  }

  @Test
  void levelsAreFoundByTheTemplateThatIsGiven() throws IOException {
    String template =
        "levels: {bid_price: 'k{i}', bid_size: 'm{i}', ask_price: 'v{i}', ask_size: 'w{i}'";
    SmallLake.Result result = odd("template").configured(template + ", first: 1}\n").run();
    SmallLake.Result sound = lake("sound").soundBooks(ROWS).run();

    said(result);
    assertThat(result.numbers("bid_price_2")).isEqualTo(sound.numbers("bid_price_2"));
    assertThat(result.numbers("mid_price")).isEqualTo(sound.numbers("mid_price"));
    assertThat(result.metadata().get("silverbook.configuration"))
        .contains("\"levels\":{\"bid_price\":\"k{i}\"");

    refused(
        odd("gap").configured(template + "}\n").run(),
        "SCHEMA_MISMATCH",
        "a.parquet: column 'k0' is missing",
        "correct levels in the configuration");
    assertThat(odd("wrong").configured("levels: {bid_price: x}\n").run().said())
        .contains("levels is '{bid_price=x}', expected a map of bid_price");
  }

  /** The sound books in columns that nobody knows. */
  private SmallLake odd(String name) throws IOException {
    StringBuilder fields = new StringBuilder(TIME);
    for (String column : List.of("k1", "m1", "v1", "w1", "k2", "m2", "v2", "w2")) {
      fields.append("required double ").append(column).append("; ");
    }
    return lake(name)
        .books(
            "a.parquet",
            fields.toString(),
            ROWS,
            (row, i) -> {
              row.add("capture_ts", (NOON + i) * 1_000_000);
              row.add("k1", 100.0 + i % 3);
              row.add("m1", 1.0);
              row.add("k2", 99.0);
              row.add("m2", 2.0);
              row.add("v1", 103.0 + i % 3);
              row.add("w1", 2.0);
              row.add("v2", 110.0);
              row.add("w2", 1.0);
            });
  }
}
