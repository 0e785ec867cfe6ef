package dev.silverbook.command.spelling;

import static dev.silverbook.command.spelling.SmallLake.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Levels of one row that are out of order are sorted, and equal prices keep their order, however
 * the row spells them.
 */
class UnsortedLevelsTest {

  private static final double[][] BIDS = {{99.5, 2}, {100, 1}, {99, 3}, {100, 4}};
  private static final double[][] ASKS = {{101.5, 1}, {101, 2}, {101, 5}, {102, 1}};
  private static final String TIME = "required int64 capture_ts (TIMESTAMP(MICROS,true)); ";

  @TempDir private Path directory;

  private void sorted(String name, String fields, SmallLake.RowFilling levels) throws IOException {
    SmallLake lake =
        new SmallLake(Files.createDirectories(directory.resolve(name)))
            .books(
                "books.parquet",
                TIME + fields,
                5,
                (row, i) -> {
                  row.add("capture_ts", (NOON + i) * 1_000_000);
                  levels.fill(row, i);
                });
    SmallLake.Result result = lake.run();
    assertThat(result.ran().exitCode()).as(result.said()).isZero();
    double[] bidPrices = {100, 100, 99.5, 99};
    double[] bidSizes = {1, 4, 2, 3};
    double[] askPrices = {101, 101, 101.5, 102};
    double[] askSizes = {2, 5, 1, 1};
    for (int level = 0; level < 4; level++) {
      String number = Integer.toString(level + 1);
      assertThat(result.numbers("bid_price_" + number)).containsOnly(bidPrices[level]);
      assertThat(result.numbers("bid_size_" + number)).containsOnly(bidSizes[level]);
      assertThat(result.numbers("ask_price_" + number)).containsOnly(askPrices[level]);
      assertThat(result.numbers("ask_size_" + number)).containsOnly(askSizes[level]);
    }
    assertThat(result.numbers("bid_depth")).containsOnly(10);
    assertThat(result.numbers("ask_depth")).containsOnly(9);
  }

  private static String json(double[][] levels) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    for (double[] level : levels) {
      text.add("[" + level[0] + "," + level[1] + "]");
    }
    return text.toString();
  }

  @Test
  void inText() throws IOException {
    sorted(
        "json",
        "required binary bids (STRING); required binary asks (STRING);",
        (row, i) -> {
          row.add("bids", json(BIDS));
          row.add("asks", json(ASKS));
        });
  }

  @Test
  void inListsOfStructures() throws IOException {
    String list = "repeated group %s { required double price; required double size; } ";
    sorted(
        "structs",
        list.formatted("bids") + list.formatted("asks"),
        (row, i) -> {
          structures(row, "bids", BIDS);
          structures(row, "asks", ASKS);
        });
  }

  private static void structures(Group row, String side, double[][] levels) {
    for (double[] level : levels) {
      row.addGroup(side).append("price", level[0]).append("size", level[1]);
    }
  }

  @Test
  void inListsBesideOneAnother() throws IOException {
    sorted(
        "parallel",
        "repeated double bid_prices; repeated double bid_sizes; repeated double ask_prices;"
            + " repeated double ask_sizes;",
        (row, i) -> {
          for (int level = 0; level < 4; level++) {
            row.add("bid_prices", BIDS[level][0]);
            row.add("bid_sizes", BIDS[level][1]);
            row.add("ask_prices", ASKS[level][0]);
            row.add("ask_sizes", ASKS[level][1]);
          }
        });
  }

  @Test
  void inColumnsOfTheirOwn() throws IOException {
    StringJoiner fields = new StringJoiner(" ");
    for (int level = 0; level < 4; level++) {
      for (String name :
          new String[] {"bid_%d_price", "bid_%d_size", "ask_%d_price", "ask_%d_size"}) {
        fields.add("required double " + name.formatted(level) + ";");
      }
    }
    sorted(
        "flat",
        fields.toString(),
        (row, i) -> {
          for (int level = 0; level < 4; level++) {
            row.add("bid_" + level + "_price", BIDS[level][0]);
            row.add("bid_" + level + "_size", BIDS[level][1]);
            row.add("ask_" + level + "_price", ASKS[level][0]);
            row.add("ask_" + level + "_size", ASKS[level][1]);
          }
        });
  }
}
