package dev.silverbook.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {

  private static JsonValue field(String value) throws MalformedJsonException {
    return JsonValue.parseObject("{\"a\": [{\"b\": " + value + "}]}")
        .get("a")
        .elements()
        .get(0)
        .get("b");
  }

  /** How a field is read. */
  private enum Reader {
    TEXT,
    ANY_TEXT,
    NAME,
    NAMES,
    DAY,
    REQUIRED_DAY,
    TIME,
    NUMBER,
    WRITTEN_NUMBER,
    FLAG,
    OBJECT,
    ARRAY;

    Object read(JsonValue field) throws MalformedJsonException {
      return switch (this) {
        case TEXT -> field.text();
        case ANY_TEXT -> field.anyText();
        case NAME -> field.requiredName();
        case NAMES -> field.names();
        case DAY -> field.day();
        case REQUIRED_DAY -> field.requiredDay();
        case TIME -> field.time();
        case NUMBER -> field.wholeNumber(1, 7);
        case WRITTEN_NUMBER -> field.writtenNumber();
        case FLAG -> field.flag();
        case OBJECT -> field.fields();
        case ARRAY -> field.elements();
      };
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "TEXT | \"\" | a text that is not empty, found ''",
        "ANY_TEXT | null | a text, found nothing",
        "NAME | \" \" | a text that is not empty, found ''",
        "NAMES | [\"a\", 7] | a text, or a list of texts, none empty, found '[\"a\",7]'",
        "DAY | \"2024-02-30\" | a day like 2024-08-08, found '2024-02-30'",
        "DAY | 20240808 | a day like 2024-08-08, found '20240808'",
        "REQUIRED_DAY | null | a day like 2024-08-08, found nothing",
        "TIME | \"noon\" | a time like 2024-08-08T01:02:03Z, found 'noon'",
        "NUMBER | 0 | a whole number from 1 to 7, found '0'",
        "NUMBER | 8 | a whole number from 1 to 7, found '8'",
        "NUMBER | 1.0 | a whole number from 1 to 7, found '1.0'",
        "NUMBER | 18446744073709551617 | a whole number from 1 to 7, found '18446744073709551617'",
        "NUMBER | \"1\" | a whole number from 1 to 7, found '1'",
        "WRITTEN_NUMBER | \"x\" | a whole number, found 'x'",
        "FLAG | \"true\" | true or false, found 'true'",
        "OBJECT | {\"c\": 1}x | JSON, found '{\"a\": [{\"b\": {\"c\": 1}x}]}'",
        "OBJECT | [1] | an object, found '[1]'",
        "ARRAY | {\"c\": 1} | an array, found '{\"c\":1}'",
      })
  void aComplaintNamesTheFieldWhatWasExpectedAndWhatWasFound(
      Reader reader, String value, String problem) {
    boolean broken = value.endsWith("x");

    assertThatThrownBy(() -> reader.read(field(value)))
        .isInstanceOfSatisfying(
            MalformedJsonException.class,
            e -> assertThat(e.path()).isEqualTo(broken ? "" : "a[0].b"))
        .hasMessage(
            broken
                ? "expected a JSON object" + problem.substring(4)
                : "field a[0].b: expected " + problem);
  }

  @Test
  void whatMayBeMissingIsSoWhenItIsNull() throws MalformedJsonException {
    JsonValue missing = field("null");

    assertThat(missing.isMissing()).isTrue();
    assertThat(missing.textOrEmpty()).isEmpty();
    assertThat(missing.name()).isEmpty();
    assertThat(missing.names()).isEmpty();
    assertThat(missing.day()).isEmpty();
    assertThat(missing.time()).isEmpty();
    assertThat(missing.wholeNumber(1, 2)).isEmpty();
    assertThat(missing.writtenNumber()).isEmpty();
    assertThat(missing.flag()).isFalse();
    assertThat(missing.orNoFields().fields()).isEmpty();
  }

  @Test
  void valuesAreReadAsTheyAreMeant() throws MalformedJsonException {
    assertThat(field("\" x \"").text()).isEqualTo(" x ");
    assertThat(field("\"\"").anyText()).isEmpty();
    assertThat(field("\"x\"").names()).isEqualTo(Set.of("x"));
    assertThat(field("[\"x\", \"y\", \"x\"]").names()).containsExactly("x", "y");
    assertThat(field("\"2024-02-29\"").day()).contains(LocalDate.of(2024, 2, 29));
    assertThat(field("\"1970-01-01T00:00:01Z\"").time()).contains(Instant.ofEpochSecond(1));
    assertThat(field("7").wholeNumber(7, 7)).hasValue(7);
    assertThat(field("7").writtenNumber()).hasValue(7);
    assertThat(field("\"7\"").writtenNumber()).hasValue(7);
    assertThat(field("true").flag()).isTrue();
  }

  @Test
  void aFieldThatNobodyAsksForIsUnknown() throws MalformedJsonException {
    JsonValue root = JsonValue.parse("{\"a\": 1, \"c\": 2}");
    assertThat(root.get("a").isMissing()).isFalse();
    assertThat(root.get("b").isMissing()).isTrue();

    assertThatThrownBy(root::rejectUnknown).hasMessage("unknown field c; known are a, b");
  }

  @Test
  void theMessageCanNameTheDocument() {
    assertThat(new MalformedJsonException("a.b", "expected x").of("the input"))
        .isEqualTo("field a.b of the input: expected x");
    assertThat(new MalformedJsonException("", "expected x").of("the input"))
        .isEqualTo("the input: expected x");
  }

  @Test
  void aLongDocumentThatIsNoJsonIsShortenedAndThePlaceNamed() {
    String json = "{\"key\": \"" + "v".repeat(200) + "\",\n oops}";

    assertThatThrownBy(() -> JsonValue.parse(json))
        .hasMessageStartingWith("expected JSON, found '{\"key\": \"vvv")
        .hasMessageContaining("...', which ends being JSON at line 2, column ");
  }

  @ParameterizedTest
  @CsvSource({"7, '7'", "null, 'null'", "[], '[]'", "nonsense, 'nonsense'"})
  void aDocumentThatIsNoObjectIsShown(String json, String shown) {
    assertThatThrownBy(() -> JsonValue.parseObject(json))
        .hasMessage("expected a JSON object, found '" + json + "'")
        .hasMessageContaining(shown);
  }
}
