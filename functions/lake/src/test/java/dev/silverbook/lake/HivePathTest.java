package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HivePathTest {

  private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

  @ParameterizedTest
  @CsvSource({
    "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/part-0.parquet, binance, BTC~USDT",
    "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/, binance, BTC~USDT",
    "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08, binance, BTC~USDT",
    "exchange=binance/symbol=BTC~USDT/year=2024/month=8/day=8/x, binance, BTC~USDT",
    "exchange=binance/symbol=BTC~USDT/year=2024/month=8/day=08/x, binance, BTC~USDT",
    "exchange=b/symbol=s/year=2024/month=08/day=08/hour=13/minute=5/x.parquet, b, s",
    "exchange=b/symbol=BTC%2FUSDT/year=2024/month=08/day=08/x, b, BTC/USDT",
    "exchange=b/symbol=BTC%2fUSDT/year=2024/month=08/day=08/x, b, BTC/USDT",
    "exchange=b/symbol=%E6%97%A5%E6%9C%AC/year=2024/month=08/day=08/x, b, 日本",
    "exchange=b/symbol=日本/year=2024/month=08/day=08/x, b, 日本",
    "exchange=b/symbol=50%/year=2024/month=08/day=08/x, b, 50%",
    "exchange=b/symbol=a%zzb/year=2024/month=08/day=08/x, b, a%zzb",
    "exchange=b/symbol=a%FFb/year=2024/month=08/day=08/x, b, a%FFb",
    "exchange=b/symbol=a%2/year=2024/month=08/day=08/x, b, a%2",
    "exchange=b/symbol=a=c/year=2024/month=08/day=08/x, b, a=c",
    "exchange=b/symbol=a+c/year=2024/month=08/day=08/x, b, a+c",
    "exchange=_b/symbol=.s/year=2024/month=08/day=08/x, _b, .s",
  })
  void aPathNamesItsPartition(String path, String exchange, String symbol) {
    assertThat(HivePath.parse(path)).contains(new PartitionId(exchange, symbol, DAY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "exchange=b",
        "exchange=b/symbol=s/year=2024/month=08",
        "exchange=b/symbol=s/year=2024/month=08/",
        "symbol=s/exchange=b/year=2024/month=08/day=08/x",
        "lake/exchange=b/symbol=s/year=2024/month=08/day=08/x",
        "/exchange=b/symbol=s/year=2024/month=08/day=08/x",
        "exchange=/symbol=s/year=2024/month=08/day=08/x",
        "exchange=b/symbol=__HIVE_DEFAULT_PARTITION__/year=2024/month=08/day=08/x",
        "Exchange=b/symbol=s/year=2024/month=08/day=08/x",
        "exchange=b/symbol=s/year=2024/month=02/day=30/x",
        "exchange=b/symbol=s/year=2023/month=02/day=29/x",
        "exchange=b/symbol=s/year=2024/month=13/day=01/x",
        "exchange=b/symbol=s/year=2024/month=0/day=01/x",
        "exchange=b/symbol=s/year=2024/month=008/day=08/x",
        "exchange=b/symbol=s/year=24/month=08/day=08/x",
        "exchange=b/symbol=s/year=2024/month=aug/day=08/x",
        "exchange=b/symbol=s/year=2024/month=+8/day=08/x",
        "exchange=b/symbol=s/year=2024/month=٠٨/day=08/x",
        "exchange=b/symbol=s/year=99999999999/month=08/day=08/x",
        "_temporary/symbol=s/year=2024/month=08/day=08/x",
        "exchange=b/symbol=s/year=2024/month=08/day=08/_SUCCESS",
        "exchange=b/symbol=s/year=2024/month=08/day=08/.part.crc",
        "exchange=b/symbol=s/year=2024/month=08/day=08/_temporary/0/x",
      })
  void whatIsNoPartitionIsPassedOver(String path) {
    assertThat(HivePath.parse(path)).isEmpty();
  }

  @Test
  void outputGoesToPaddedDirectoriesAndKeepsTheTilde() {
    assertThat(HivePath.canonical(new PartitionId("binance", "BTC~USDT", DAY)))
        .isEqualTo("exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/");
  }

  @Test
  void outputEscapesWhatHiveEscapes() {
    assertThat(HivePath.escape("a/b:c=d%e\u0001\u007f\"#'*?\\{[]^~ é"))
        .isEqualTo("a%2Fb%3Ac%3Dd%25e%01%7F%22%23%27%2A%3F%5C%7B%5B%5D%5E~ é");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC~USDT", "BTC/USDT", "a=b", "50%", "%2F", "日本", "a b+c", "x\u0001"})
  void theCanonicalPathAndTheKeyLeadBackToThePartition(String symbol) {
    PartitionId partition = new PartitionId(symbol + "X", symbol, DAY);
    assertThat(HivePath.parse(HivePath.canonical(partition))).contains(partition);
    assertThat(PartitionId.parseKey(partition.key())).isEqualTo(partition);
  }

  @Test
  void valuesWithSlashesDoNotCollideInTheKey() {
    PartitionId one = new PartitionId("a", "b/symbol=c", DAY);
    assertThat(one.key()).isEqualTo("exchange=a/symbol=b%2Fsymbol%3Dc/date=2024-08-08");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "exchange=a/symbol=b",
        "exchange=a/symbol=b/date=2024-02-30",
        "exchange=a/symbol=b/date=2024-08-08/",
        "exchange=a/symbol=b/c/date=2024-08-08"
      })
  void aStringThatIsNoKeyIsNamed(String key) {
    assertThatThrownBy(() -> PartitionId.parseKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected exchange=<e>/symbol=<s>/date=<yyyy-mm-dd>, got '" + key + "'");
  }
}
