package dev.silverbook.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that were probably meant. */
final class NearNamesTest {

  private static final List<String> THERE =
      List.of("BTC/USDT", "ETH/USDT", "ETH/BTC", "1000PEPE-USDT-SWAP", "NEXO/USDT");

  @ParameterizedTest
  @CsvSource({
    "BTCUSDT, BTC/USDT",
    "btc/usdt, BTC/USDT",
    "BTC-USDT, BTC/USDT",
    "BTC/USD, BTC/USDT",
    "BTC, BTC/USDT",
    "NEXO/USDC, NEXO/USDT",
    "ETH/USDDT, ETH/USDT",
    "1000PEPEUSDT, 1000PEPE-USDT-SWAP"
  })
  void whatDiffersInCaseSeparatorsOrALetterIsMeant(String given, String meant) {
    assertThat(NearNames.hint("--symbol", List.of(given), THERE))
        .isEqualTo("Did you mean --symbol " + meant + "?\n");
  }

  @Test
  void whatIsFarFromEverythingAndWhatIsThereGiveNoHint() {
    assertThat(NearNames.hint("--symbol", List.of("DOGE/EUR"), THERE)).isEmpty();
    assertThat(NearNames.hint("--symbol", List.of("BTC/USDT"), THERE)).isEmpty();
    assertThat(NearNames.hint("--symbol", List.of(), THERE)).isEmpty();
    assertThat(NearNames.hint("--symbol", List.of("BTC"), List.of())).isEmpty();
  }

  @Test
  void severalNamesAreMeantInOneOption() {
    assertThat(NearNames.hint("--symbol", List.of("ETHUSDT", "BTCUSDT"), THERE))
        .isEqualTo("Did you mean --symbol BTC/USDT,ETH/USDT?\n");
  }

  @Test
  void ofManyNamesTheNearestAreNamedFirst() {
    assertThat(NearNames.some(List.of("NEXOUSDT"), THERE)).startsWith("NEXO/USDT, ");
    assertThat(NearNames.some(List.of(), List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and 2 more");
  }
}
