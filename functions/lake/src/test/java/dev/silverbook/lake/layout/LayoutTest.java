package dev.silverbook.lake.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.PartitionId;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 5);

  @ParameterizedTest
  @CsvSource({
    "exchange=x/symbol=BTC~USDT/year=2025/month=3/day=05/a.parquet, BTC~USDT",
    "venue=x/instrument=BTC~USDT/date=2025-03-05/a.parquet, BTC~USDT",
    "dt=20250305/exchange=x/pair=S/a.parquet, S",
    "date=2025-03-05/product=S&P%20500/venue=x/a.parquet, S&P 500",
    "exchange=x/market=spot/symbol=BTC%2fUSDT%3aUSDT/dt=2025-03-05/a.parquet, BTC/USDT:USDT",
    "exchange=x/market=S/year=2025/month=03/day=5/hour=01/a.parquet, S",
  })
  void anyOrderOfTheUsualNamesIsKnown(String key, String symbol) {
    assertThat(LayoutChoice.DETECTED.place(key)).contains(new PartitionId("x", symbol, DAY));
  }

  @ParameterizedTest
  @CsvSource({
    "exchange={exchange}/{symbol}/{date}, exchange=x/S/20250305/a.parquet",
    "{symbol}/{exchange}/{year}-{month}-{day}, S/x/2025-3-5/a.parquet",
    "{exchange}_book_snapshot_25_{date}_{symbol}.parquet, x_book_snapshot_25_2025-03-05_S.parquet",
    "{exchange}/{*}/{symbol}/orderbook/{date}.parquet, x/v/S/orderbook/2025-03-05.parquet",
  })
  void aPatternNamesPartitions(String pattern, String key) {
    assertThat(Layout.parse(pattern, LayoutConstants.NONE).place(key))
        .contains(new PartitionId("x", "S", DAY));
  }

  @Test
  void constantsSayWhatThePathDoesNot() {
    LayoutConstants constants = new LayoutConstants(Optional.of("x"), Optional.empty());

    assertThat(Layout.parse("{symbol}/orderbook/{date}.parquet", constants))
        .returns(true, Layout::endsInFile)
        .extracting(layout -> layout.place("S/orderbook/2025-03-05.parquet"))
        .isEqualTo(Optional.of(new PartitionId("x", "S", DAY)));
    assertThat(new LayoutChoice(Optional.empty(), constants).place("symbol=S/dt=20250305/a.pq"))
        .contains(new PartitionId("x", "S", DAY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{symbol}/{date}|it has no {exchange}; add it, or name the one there is with --exchange-name",
        "{exchange}/{date}|it has no {symbol}; add it, or name the one there is with --symbol-name",
        "{exchange}/{symbol}|it must name the day once",
        "{exchange}/{symbol}/{date}/{day}|it must name the day once",
        "{exchange}/{symbol}/{symbol}/{date}|it has {symbol} twice; keep one",
        "{exchange}{symbol}/{date}|has two fields with nothing between them",
        "{exchange}/{coin}/{date}|there is no field {coin}; use {exchange}, {symbol}",
        "{exchange}//{symbol}/{date}|it has an empty level",
        "{exchange}/{symbol/{date}|has a brace without its partner",
      })
  void aPatternThatNamesNoPartitionsIsRefusedWithWhatToWrite(String pattern, String message) {
    assertThatThrownBy(() -> Layout.parse(pattern, LayoutConstants.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layout '" + pattern + "'")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.PARQUET",
        "a.parq",
        "x/a.Pq",
        "a.pqt",
        "a.snappy.parquet",
        "a.parquet.snappy",
        "a.parquet.zst"
      })
  void inputsAreKnownByTheirSuffixInAnyCase(String name) {
    assertThat(InputFileName.isInput(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.parquet.tmp", ".parquet", "parquet", "a.parquet.crc"})
  void otherFilesAreNoInputs(String name) {
    assertThat(InputFileName.isInput(name)).isFalse();
  }
}
