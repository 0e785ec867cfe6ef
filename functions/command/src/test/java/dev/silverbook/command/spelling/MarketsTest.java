package dev.silverbook.command.spelling;

import static dev.silverbook.command.spelling.SmallLake.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A partition holds one market. */
class MarketsTest {

  private static final int ROWS = 60;

  @TempDir private Path directory;

  private SmallLake lake() {
    return new SmallLake(directory);
  }

  private static SmallLake quotes(
      SmallLake lake, String name, String column, IntFunction<Object> market) throws IOException {
    boolean number = market.apply(0) instanceof Integer;
    return lake.books(
        name,
        "required int64 capture_ts; optional "
            + (number ? "int32 " + column : "binary " + column + " (STRING)")
            + "; required double bid_price; required double bid_size;"
            + " required double ask_price; required double ask_size;",
        ROWS,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000);
          Object value = market.apply(i);
          if (value instanceof Integer integer) {
            row.add(column, integer);
          } else if (value != null) {
            row.add(column, (String) value);
          }
          row.add("bid_price", 99.0);
          row.add("bid_size", 1.0);
          row.add("ask_price", 101.0);
          row.add("ask_size", 1.0);
        });
  }

  @ParameterizedTest
  @CsvSource({"symbol, BTC, ETH", "Exchange, binance, kraken", "instrument_id, 17, 4"})
  void twoValuesInOneFileAreRefusedAndNamed(String column, String one, String other)
      throws IOException {
    boolean number = column.equals("instrument_id");
    SmallLake lake =
        quotes(
            lake(),
            "a.parquet",
            column,
            i -> {
              String value = i == ROWS - 7 ? other : one;
              return number ? (Object) Integer.valueOf(value) : (Object) value;
            });

    SmallLake.Result result = lake.run();

    assertThat(result.ran().exitCode()).isEqualTo(1);
    assertThat(result.said())
        .contains("SCHEMA_MISMATCH")
        .contains("a.parquet: column '" + column.toLowerCase(java.util.Locale.ROOT) + "' holds ")
        .contains(one)
        .contains(other)
        .contains("write each into a directory of its own");
  }

  @Test
  void filesOfTwoMarketsAreRefused() throws IOException {
    SmallLake lake = quotes(lake(), "a.parquet", "symbol", i -> "BTC-USDT");
    SmallLake.Result result = quotes(lake, "b.parquet", "Symbol", i -> "BTC-USD-PERP").run();

    assertThat(result.ran().exitCode()).isEqualTo(1);
    assertThat(result.said())
        .contains(
            "b.parquet: column 'symbol' holds BTC-USD-PERP, other objects of the partition"
                + " BTC-USDT, expected one symbol");
  }

  @Test
  void oneValueWithNullsIsOneMarket() throws IOException {
    SmallLake lake = quotes(lake(), "a.parquet", "symbol", i -> i % 3 == 0 ? null : "BTC");
    SmallLake.Result result =
        quotes(lake, "b.parquet", "comment", i -> i % 2 == 0 ? "one" : "two").run();

    assertThat(result.ran().exitCode()).as(result.said()).isZero();
  }
}
