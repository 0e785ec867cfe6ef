package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.S3Location;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructedWorkersTest {

  private static final PartitionMessage MESSAGE =
      new PartitionMessage(
          new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8)), "run-1", false, false);
  private static final Delivery DELIVERY = new Delivery(Instant.MAX, false, () -> false);

  private final List<InstructedWorkers.LakeLocations> lakes = new ArrayList<>();
  private final List<SilverConfiguration> configurations = new ArrayList<>();
  private final InstructedWorkers workers =
      new InstructedWorkers(
          (where, what) -> {
            lakes.add(where);
            configurations.add(what);
            return (message, delivery) -> new Outcome.Unchanged(message.partition());
          });

  private static Instructions told(String configuration) {
    return new Instructions(
        "s3://bronze/orderbook", Optional.of("s3://bronze/trades"), "s3://silver", configuration);
  }

  @Test
  void aWorkerReadsAndWritesAndComputesWhatItsMessageSays() {
    workers.apply(MESSAGE.with(told("{\"depth_levels\":7}")), DELIVERY);

    assertThat(lakes)
        .containsExactly(
            new InstructedWorkers.LakeLocations(
                new S3Location("bronze", "orderbook/"),
                Optional.of(new S3Location("bronze", "trades/")),
                new S3Location("silver", ""),
                LayoutChoice.DETECTED,
                LayoutChoice.DETECTED));
    assertThat(configurations)
        .containsExactly(SilverConfiguration.fromMap(Map.of("depth_levels", 7)));
  }

  @Test
  void aWorkerIsMadeOnceForTheSameInstructionsAndTheOldestIsForgotten() {
    for (int levels : List.of(1, 1, 2, 2, 3, 4, 5, 5, 2, 1)) {
      workers.apply(MESSAGE.with(told("{\"depth_levels\":" + levels + "}")), DELIVERY);
    }

    assertThat(configurations)
        .extracting(SilverConfiguration::toMap)
        .extracting(map -> map.get("depth_levels"))
        .containsExactly(1, 2, 3, 4, 5, 1);
  }

  @Test
  void aMessageWithoutInstructionsCannotBeFollowed() {
    assertThatThrownBy(() -> workers.apply(MESSAGE, DELIVERY))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("does not say where the data is")
        .hasMessageContaining("let the backfill send the partition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/disk | s3://silver | {} | field orderBooks of the message: expected s3://bucket/prefix",
        "s3://b | /disk | {} | field silver of the message: expected s3://bucket/prefix",
        "s3://b | s3://b/silver | {} | fields orderBooks and silver of the message overlap: s3://b and s3://b/silver",
        "s3://b | s3://silver | {\"depth\":1} | field configuration of the message: ",
      })
  void instructionsThatNobodyCanFollowAreNamed(
      String orderBooks, String silver, String configuration, String message) {
    Instructions wrong = new Instructions(orderBooks, Optional.empty(), silver, configuration);

    assertThatThrownBy(() -> workers.apply(MESSAGE.with(wrong), DELIVERY))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(message);
    assertThat(lakes).isEmpty();
  }
}
