package dev.silverbook.pipeline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link PartitionQueue} keeps. */
public abstract class PartitionQueueContract {

  /** More than one batch of any queue service. */
  private static final int MANY = 25;

  /** The queue under test, empty at the start of each test. */
  protected abstract PartitionQueue queue();

  /** Receives all messages that are visible now and removes them. */
  protected abstract List<PartitionMessage> receiveAll();

  @Test
  void everyMessageOfSeveralBatchesIsDelivered() {
    List<PartitionMessage> messages = new ArrayList<>();
    for (int day = 1; day <= MANY; day++) {
      messages.add(message("BTC~USDT", day, false, false));
    }

    assertThat(queue().send(messages, Duration.ZERO)).isEmpty();

    assertThat(receiveAll()).containsAll(messages);
  }

  @Test
  void aMessageArrivesAsItWasSent() {
    List<PartitionMessage> messages =
        List.of(
            message("A&B \"ü\" +%2F~USDT", 1, true, false), message("BTC~USDT", 2, false, true));

    assertThat(queue().send(messages, Duration.ZERO)).isEmpty();

    assertThat(receiveAll()).containsAll(messages).hasSameSizeAs(messages);
  }

  @Test
  void sendingNothingIsFine() {
    assertThat(queue().send(List.of(), Duration.ZERO)).isEmpty();
    assertThat(receiveAll()).isEmpty();
  }

  @Test
  void aDelayedMessageIsNotThereYet() {
    assertThat(queue().send(List.of(message("BTC~USDT", 1, false, false)), Duration.ofMinutes(10)))
        .isEmpty();

    assertThat(receiveAll()).isEmpty();
  }

  private static PartitionMessage message(
      String symbol, int day, boolean retryFailed, boolean force) {
    return new PartitionMessage(
        new PartitionId("binance", symbol, LocalDate.of(2024, 8, day)),
        "run-1",
        retryFailed,
        force);
  }
}
