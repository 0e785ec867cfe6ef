package dev.silverbook.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorOptionsTest {

  @Test
  void symbolsMayBeWrittenAsPeopleWriteThem() {
    GeneratorOptions options =
        GeneratorOptions.builder()
            .symbols(List.of("BTC/USDT", "ETH~USDT"))
            .exchanges(List.of("a", "b"))
            .days(3)
            .build();
    assertThat(options.symbols()).containsExactly("BTC~USDT", "ETH~USDT");
    assertThat(options.partitions()).isEqualTo(12);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(b -> b.rowsPerDay(0), "rowsPerDay must be from 1 to 50000000, not 0"),
        wrong(b -> b.levels(201), "levels must be from 1 to 200, not 201"),
        wrong(b -> b.days(0), "days must be from 1 to 36525, not 0"),
        wrong(
            b -> b.startDate(LocalDate.of(9999, 12, 30)).days(3),
            "startDate must leave all days between 0001-01-01 and 9999-12-31,"
                + " not 9999-12-30 with 3 days"),
        wrong(b -> b.tradesPerDay(-1), "tradesPerDay must be from 0 to 50000000, not -1"),
        wrong(b -> b.segmentsPerDay(7), "segmentsPerDay must divide 1440, not 7"),
        wrong(b -> b.segmentsPerDay(2880), "segmentsPerDay must be from 1 to 1440, not 2880"),
        wrong(b -> b.intervalJitter(1), "intervalJitter must be at least 0 and below 1, not 1.0"),
        wrong(
            b -> b.clockJitterMillis(Double.NaN),
            "clockJitterMillis must be from 0 to 10000, not NaN"),
        wrong(b -> b.unsidedTrades(1.5), "unsidedTrades must be from 0 to 1, not 1.5"),
        wrong(b -> b.symbols(List.of()), "symbol must be named at least once"),
        wrong(b -> b.exchanges(List.of("a", "a")), "exchange named twice in [a, a]"),
        wrong(
            b -> b.exchanges(List.of("../up")),
            "exchange must be letters, digits, '.', '_', '-' and '~', not '../up'"),
        wrong(
            b -> b.blemishes(new BlemishRates(-0.1, 0, 0, 0, 0, 0)),
            "crossed must be from 0 to 1, not -0.1"),
        wrong(
            b -> b.blemishes(new BlemishRates(0.5, 0.5, 0.5, 0, 0, 0)),
            "shares of blemished books add up to 1.5, more than 1"),
        wrong(
            b -> b.blemishes(new BlemishRates(0, 0, 0, 0, 0, 25)),
            "gapsPerDay must be from 0 to 24, not 25"));
  }

  private static Arguments wrong(UnaryOperator<GeneratorOptions.Builder> change, String message) {
    return Arguments.of(message, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aValueOutOfRangeIsNamed(String message, UnaryOperator<GeneratorOptions.Builder> change) {
    assertThatThrownBy(() -> change.apply(GeneratorOptions.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
