package dev.silverbook.command.spelling;

import static dev.silverbook.command.spelling.SmallLake.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clock for books and trades together. */
class ClocksTest {

  private static final int ROWS = 40;

  @TempDir private Path directory;

  private SmallLake lake(String name) throws IOException {
    return new SmallLake(Files.createDirectories(directory.resolve(name)));
  }

  private static SmallLake tradesBy(SmallLake lake, String name, boolean capture, boolean exchange)
      throws IOException {
    return lake.trades(
        name,
        (capture ? "required int64 capture_ts (TIMESTAMP(MICROS,true));" : "")
            + (exchange ? "required int64 timestamp;" : "")
            + "required binary side (STRING); required double price; required double amount;",
        ROWS,
        (row, i) -> {
          if (capture) {
            row.add("capture_ts", (NOON + i) * 1_000_000 + 500_000);
          }
          if (exchange) {
            row.add("timestamp", (NOON + i) * 1_000 + 495);
          }
          row.add("side", i % 3 == 0 ? "sell" : "buy");
          row.add("price", i % 3 == 0 ? 100.0 : 104.0);
          row.add("amount", 1.0 + i % 5);
        });
  }

  @Test
  void whereTradesLackACaptureTimeBothGoByTheExchanges() throws IOException {
    SmallLake.Result fallen =
        tradesBy(lake("fallen").soundBooks(ROWS), "t.parquet", false, true).run();
    SmallLake.Result said =
        lake("said").soundBooks(ROWS).soundTrades(ROWS).configured("clock: exchange").run();

    assertThat(fallen.ran().exitCode()).as(fallen.said()).isZero();
    assertThat(fallen.said())
        .contains("ordered by the exchange's time")
        .doesNotContain("mixed_clocks");
    assertThat(fallen.metadata())
        .containsEntry("silverbook.input.clock", "exchange")
        .containsEntry("silverbook.input.rowsByExchangeTime", Integer.toString(2 * ROWS));
    assertThat(fallen.numbers("buy_volume_60s")).isEqualTo(said.numbers("buy_volume_60s"));
    assertThat(fallen.numbers("mid_price")).isEqualTo(said.numbers("mid_price"));
  }

  @Test
  void oneFileWithoutACaptureTimeIsEnough() throws IOException {
    SmallLake.Result result =
        tradesBy(
                tradesBy(lake("files").soundBooks(ROWS), "a.parquet", true, true),
                "b.parquet",
                false,
                true)
            .run();

    assertThat(result.ran().exitCode()).as(result.said()).isZero();
    assertThat(result.metadata())
        .containsEntry("silverbook.input.clock", "exchange")
        .containsEntry("silverbook.input.rowsByExchangeTime", Integer.toString(3 * ROWS));
  }

  @Test
  void withoutAClockInCommonTheDayIsDegraded() throws IOException {
    SmallLake lake = lake("mixed");
    lake.books(
        "books.parquet",
        "required int64 capture_ts; required binary bids; required binary asks;",
        ROWS,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000);
          row.add("bids", "[[" + (100 + i % 3) + ",1],[99,2]]");
          row.add("asks", "[[" + (103 + i % 3) + ",2],[110,1]]");
        });
    SmallLake.Result result = tradesBy(lake, "t.parquet", false, true).run();
    SmallLake.Result sound = lake("sound").soundBooks(ROWS).soundTrades(ROWS).run();

    assertThat(result.ran().exitCode()).as(result.said()).isZero();
    assertThat(result.said())
        .contains("mixed_clocks: books are ordered by capture time, trades by exchange time");
    assertThat(result.metadata()).containsEntry("silverbook.input.clock", "capture");
    // Half a second between a book and the next trade is more than the clocks differ by.
    assertThat(result.numbers("buy_volume_60s")).isEqualTo(sound.numbers("buy_volume_60s"));
  }

  @Test
  void filesOfBooksWithoutAClockInCommonAreRefused() throws IOException {
    SmallLake lake = lake("refused").soundBooks(ROWS);
    lake.books(
        "a.parquet",
        "required int64 capture_ts; required binary bids; required binary asks;",
        ROWS,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000);
          row.add("bids", "[[99,2]]");
          row.add("asks", "[[110,1]]");
        });
    lake.books(
        "z.parquet",
        "required int64 timestamp; required binary bids; required binary asks;",
        ROWS,
        (row, i) -> {
          row.add("timestamp", (NOON + i) * 1_000);
          row.add("bids", "[[99,2]]");
          row.add("asks", "[[110,1]]");
        });
    SmallLake.Result result = lake.run();

    assertThat(result.ran().exitCode()).isEqualTo(1);
    assertThat(result.said())
        .contains("SCHEMA_MISMATCH")
        .contains("z.parquet: column 'capture_ts' is missing");
  }
}
