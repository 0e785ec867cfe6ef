package dev.silverbook.lake.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.internal.bytes.NumberText;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.TimeText;
import dev.silverbook.lake.internal.file.TimestampUnit;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledValuesTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 5);
  private static final long NOON = 1_741_176_000L;

  private static double number(String text) {
    byte[] bytes = ("," + text + "7").getBytes(StandardCharsets.UTF_8);
    return new NumberText().parse(bytes, 1, bytes.length - 2, Double.NaN);
  }

  @Test
  void textOfANumberIsTheNearestDouble() {
    Random random = new Random(4);
    for (int i = 0; i < 200_000; i++) {
      double value =
          random.nextInt(3) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(1_000_000_000) / 1e4;
      String text = random.nextBoolean() ? Double.toString(value) : " +" + value + "\t";
      if (Double.isFinite(value) && !text.contains("+-")) {
        assertThat(number(text)).as(text).isEqualTo(Double.parseDouble(text.trim()));
      }
    }
    assertThat(number("1e-8")).isEqualTo(1e-8);
    assertThat(number("0.000000000000000000000000000000000012345678901234567"))
        .isEqualTo(1.2345678901234567e-35);
    assertThat(number("9007199254740993.00000001")).isEqualTo(9007199254740994.0);
    assertThat(number("1e999999999999")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "-", "1d", "0x1p3", "NaN", "1e", "1e+", "1 2", "1.2.3"})
  void otherTextIsNoNumber(String text) {
    assertThat(number(text)).isNaN();
  }

  private static long time(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] page = new byte[bytes.length + 4];
    page[0] = (byte) bytes.length;
    System.arraycopy(bytes, 0, page, 4, bytes.length);
    BytesSource source = BytesSource.plain(page, 0, page.length);
    source.next();
    return TimeText.micros(source);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-05T12:00:00Z, 0",
    "2025-03-05 12:00:00, 0",
    "2025-03-05T12:00, 0",
    "2025-03-05T13:00:00.25+01:00, 250000",
    "2025-03-05T10:30:00.123456999-0130, 123456",
    "2025-03-05 12:00:00.1 UTC, 100000",
    "2025-03-05, -43200000000",
  })
  void isoTimesAreReadInUtcAndRoundedDown(String text, long micros) {
    assertThat(time(text)).isEqualTo(NOON * 1_000_000 + micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1741176000", "2025-02-30", "2025-03-05T25:00", "2025-03-05T12:00x"})
  void otherTextIsNoTime(String text) {
    assertThat(time(text)).isEqualTo(RawSnapshot.NULL);
  }

  private static TimeUnits units(InputContext context, boolean required) {
    return new TimeUnits("ts", null, TimestampUnit.MICROS, context, required);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1_000_000, 1_000_000_000})
  void theUnitIsTheOneThatFallsOnTheDay(long perSecond) {
    InputContext context = InputContext.of(DAY, InputConfiguration.defaults());
    long[] times = {0, RawSnapshot.NULL, NOON * perSecond, (NOON + 1) * perSecond, 5};
    units(context, true).convert(times, 0, 5);
    assertThat(times)
        .containsExactly(
            RawSnapshot.NULL,
            RawSnapshot.NULL,
            NOON * 1_000_000,
            (NOON + 1) * 1_000_000,
            RawSnapshot.NULL);
    assertThat(context.notes().units()).containsOnlyKeys("ts");
  }

  @Test
  void floatsAreRoundedToTheNearest() {
    long[] times = new long[2];
    units(InputContext.of(DAY, InputConfiguration.defaults()), true)
        .convert(new double[] {NOON + 0.1234567, Double.NaN}, times, 0, 2);
    assertThat(times).containsExactly(NOON * 1_000_000 + 123_457, RawSnapshot.NULL);
  }

  @Test
  void aNumberThatIsNoTimeInAnyUnitIsRefusedWithItsReadings() {
    TimeUnits units = units(InputContext.of(DAY, InputConfiguration.defaults()), true);
    assertThatThrownBy(() -> units.convert(new long[] {77}, 0, 1))
        .hasMessage(
            "column 'ts' holds 77 first, which is 1970-01-01T00:01:17Z in s, 1970-01-01T00:00:00Z"
                + " in ms, 1970-01-01T00:00:00Z in us, 1970-01-01T00:00:00Z in ns, expected a time"
                + " near 2025-03-05 or at least from 2000 to 2100; name the time's column (columns)"
                + " or correct the writer");
  }

  @Test
  void anOptionalTimeWithoutUnitIsNullAndNoted() {
    InputContext context = InputContext.of(DAY, InputConfiguration.defaults());
    long[] times = {77, NOON};
    units(context, false).convert(times, 0, 2);
    assertThat(times).containsOnly(RawSnapshot.NULL);
    assertThat(context.notes().notes()).containsKey("column_unusable:ts");
  }

  @Test
  void aDeclaredUnitThatCannotBeIsRefused() {
    InputConfiguration seconds = InputConfiguration.fromMap(Map.of("unit", "s"));
    TimeUnits units = units(InputContext.of(DAY, seconds), true);
    assertThatThrownBy(() -> units.convert(new long[] {NOON * 1_000}, 0, 1))
        .hasMessageContaining("which in the configured unit s is ")
        .hasMessageEndingWith("correct unit in the configuration");
  }

  @Test
  void namesAreFoundExactlyFirstAndSingleLettersOnlyExactly() {
    assertThat(ColumnRole.PRICE.find(List.of("Price", "px"))).contains("px");
    assertThat(ColumnRole.PRICE.find(List.of("PRICE", "P"))).contains("PRICE");
    assertThat(ColumnRole.PRICE.find(List.of("P"))).isEmpty();
    assertThat(ColumnRole.TRADE_ID.find(List.of("T", "t"))).contains("t");
    assertThat(ColumnRole.CAPTURE_TIME.find(List.of("ts_recv", "local_timestamp")))
        .contains("local_timestamp");
  }

  @Test
  void aConfigurationIsReadBackAsWritten() {
    Map<String, Object> map =
        Map.of(
            "columns",
            Map.of("price", "p \"x\""),
            "unit",
            "ns",
            "sides",
            Map.of("buy", List.of("up"), "maker", true),
            "price_scale",
            1e-9);
    InputConfiguration read = InputConfiguration.fromMap(map);
    assertThat(InputConfiguration.fromMap(read.toMap())).isEqualTo(read);
    assertThat(read.toJson())
        .isEqualTo(
            "{\"columns\":{\"price\":\"p \\\"x\\\"\"},\"unit\":\"ns\",\"sides\":{\"buy\":[\"up\"],"
                + "\"maker\":true},\"price_scale\":1.0E-9}");
    assertThat(InputConfiguration.defaults().toJson()).isEqualTo("{}");
    assertThatThrownBy(() -> InputConfiguration.fromMap(Map.of("unit", "m")))
        .hasMessage("unit is 'm', expected s, ms, us or ns");
  }
}
