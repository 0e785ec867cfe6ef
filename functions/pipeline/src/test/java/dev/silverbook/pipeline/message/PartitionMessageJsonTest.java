package dev.silverbook.pipeline.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.pipeline.failure.FailureReason;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionMessageJsonTest {

  private static final PartitionId PARTITION =
      new PartitionId("binance", "A \"quoted\" ü~USDT", LocalDate.of(2024, 2, 29));

  @Test
  void aMessageComesBackAsItWasWritten() {
    PartitionMessage message = new PartitionMessage(PARTITION, "run 1", true, false);
    PartitionMessage forced = new PartitionMessage(PARTITION, "", false, true);

    assertThat(PartitionMessageJson.read(PartitionMessageJson.write(message))).isEqualTo(message);
    assertThat(PartitionMessageJson.read(PartitionMessageJson.write(forced))).isEqualTo(forced);
  }

  @Test
  void instructionsComeBackAsTheyWereWritten() {
    PartitionMessage message =
        new PartitionMessage(PARTITION, "run 1", false, false)
            .with(
                new Instructions(
                    "s3://bronze/orderbook",
                    Optional.of("s3://bronze/trades"),
                    "s3://silver/orderbook",
                    "{\"depth_levels\":7,\"ofi_decay\":0.5}"));

    assertThat(PartitionMessageJson.read(PartitionMessageJson.write(message))).isEqualTo(message);
  }

  @Test
  void instructionsSayHowPathsNamePartitionsAndWhatTheyDoNotSay() {
    LayoutConstants names = new LayoutConstants(Optional.of("binance"), Optional.of("BTC~USDT"));
    PartitionMessage message =
        new PartitionMessage(PARTITION, "run 1", false, false)
            .with(
                new Instructions(
                    "s3://bronze/orderbook",
                    Optional.of("s3://bronze/trades"),
                    "s3://silver/orderbook",
                    "{}",
                    LayoutChoice.of(Optional.of("day={date}"), names),
                    LayoutChoice.of(Optional.of("{year}/{month}/{day}"), names)));

    PartitionMessage read = PartitionMessageJson.read(PartitionMessageJson.write(message));

    assertThat(read).isEqualTo(message);
    assertThat(read.instructions().orElseThrow().layout().place("day=2024-08-08/a.parquet"))
        .contains(new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"orderBooks\":\"s3://b\" | silver | nothing",
        "\"configuration\":{} | orderBooks | nothing",
        "\"orderBooks\":\"s3://b\",\"silver\":\"s3://s\" | configuration | nothing",
        "\"orderBooks\":\"s3://b\",\"silver\":\"s3://s\",\"configuration\":7 | configuration | 7",
      })
  void instructionsAreWholeOrNotThere(String fields, String field, String found) {
    String body = "{\"exchange\":\"e\",\"symbol\":\"S\",\"date\":\"2024-08-08\"," + fields + "}";

    assertThatThrownBy(() -> PartitionMessageJson.read(body))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("field " + field)
        .hasMessageContaining(found);
  }

  @Test
  void optionalFieldsHaveDefaultsAndUnknownOnesAreIgnored() {
    String body =
        "{\"symbol\":\"BTC~USDT\",\"date\":\"2024-08-08\",\"exchange\":\"x\",\"new\":[1,{}]}";

    assertThat(PartitionMessageJson.read(body))
        .isEqualTo(
            new PartitionMessage(
                new PartitionId("x", "BTC~USDT", LocalDate.of(2024, 8, 8)), "", false, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "\"text\"", "17", "{", "{\"exchange\":", "not json"})
  void aBodyThatIsNoObjectIsSaidToBeNone(String body) {
    assertThatThrownBy(() -> PartitionMessageJson.read(body))
        .isInstanceOfSatisfying(
            BadMessageException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.BAD_MESSAGE))
        .hasMessageContaining("JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{'symbol':'S','date':'2024-08-08'} | exchange | nothing",
        "{'exchange':'','symbol':'S','date':'2024-08-08'} | exchange | not empty",
        "{'exchange':'e','symbol':7,'date':'2024-08-08'} | symbol | 7",
        "{'exchange':'e','symbol':'S','date':'8 August'} | date | 8 August",
        "{'exchange':'e','symbol':'S','date':'2024-02-30'} | date | 2024-02-30",
        "{'exchange':'e','symbol':'S','date':'2024-08-08','force':'yes'} | force | yes",
        "{'exchange':'e','symbol':'S','date':'2024-08-08','runId':1} | runId | 1"
      })
  void aWrongFieldIsNamedWithWhatWasFound(String body, String field, String found) {
    assertThatThrownBy(() -> PartitionMessageJson.read(body.replace('\'', '"')))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("field " + field + " of the message: expected ")
        .hasMessageContaining(found);
  }
}
