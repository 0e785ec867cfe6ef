package dev.silverbook.pipeline.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns to try for paths whose layout nobody knows. */
final class LayoutGuessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BTCUSDT/2025-03-05.parquet|{symbol}/{date}.parquet|EXCHANGE BTCUSDT 2025-03-05",
        "binance/BTC-USDT/20250305/a.parquet|{exchange}/{symbol}/{date}|binance BTC-USDT 2025-03-05",
        "BTCUSDT/2025/3/5/h12.parquet|{symbol}/{year}/{month}/{day}|EXCHANGE BTCUSDT 2025-03-05",
        "binance_book_snapshot_25_2025-03-05_BTCUSDT.parquet"
            + "|{exchange}_book_snapshot_{*}_{date}_{symbol}.parquet|binance BTCUSDT 2025-03-05",
        "exchange=okx/coin=BTC/d=2025-03-05/x.parquet"
            + "|exchange={exchange}/coin={symbol}/d={date}|okx BTC 2025-03-05",
        "BTCUSDT-bookTicker-2025-03-05.parquet|BTCUSDT-bookTicker-{date}.parquet"
            + "|EXCHANGE SYMBOL 2025-03-05",
        "spot/depth/dogs/2025-03-05_00.parquet|spot/depth/{symbol}/{date}_{*}.parquet"
            + "|EXCHANGE dogs 2025-03-05"
      })
  void aPathThatSaysItsDayGivesAPatternThatPlacesIt(String key, String pattern, String example) {
    LayoutGuess guess = LayoutGuess.of(key).orElseThrow();

    assertThat(guess.pattern()).isEqualTo(pattern);
    assertThat(guess.example()).hasToString(example);
    assertThat(guess.exchangeMissing()).isEqualTo(example.startsWith(LayoutGuess.EXCHANGE));
    assertThat(guess.symbolMissing()).isEqualTo(example.contains(LayoutGuess.SYMBOL));
  }

  @Test
  void aPathWithoutADayGivesNone() {
    assertThat(LayoutGuess.of("BTCUSDT/part-0.parquet")).isEmpty();
    assertThat(LayoutGuess.of("2025/BTCUSDT.parquet")).isEmpty();
    assertThat(LayoutGuess.of("a.parquet")).isEmpty();
  }

  @Test
  void aDirectoryThatSaysWhatFilesHoldIsLeftOutSoThatOnePatternDoesForAll() {
    assertThat(LayoutGuess.below("orderbook/BTCUSDT/2025-03-05.parquet").orElseThrow().pattern())
        .isEqualTo("{symbol}/{date}.parquet");
    assertThat(LayoutGuess.below("BTCUSDT/book/2025-03-05.parquet").orElseThrow().pattern())
        .isEqualTo("{symbol}/book/{date}.parquet");
  }
}
