package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.run.InProcessQueue.Received;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.message.PartitionMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InProcessQueueTest {

  private final SettableClock clock = new SettableClock();
  private final InProcessQueue queue = new InProcessQueue(clock);

  @Test
  void messagesComeInTheOrderInWhichTheyWereSent() {
    queue.send(List.of(message(2), message(1)), Duration.ZERO);

    assertThat(queue.poll().orElseThrow().message()).isEqualTo(message(2));
    assertThat(queue.poll().orElseThrow().message()).isEqualTo(message(1));
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void aMessageThatHasToComeAgainWaitsForItsDelayAndCounts() {
    queue.send(List.of(message(1)), Duration.ZERO);
    Received first = queue.poll().orElseThrow();
    queue.redeliver(first, 2, Duration.ofSeconds(5));

    assertThat(first.receives()).isEqualTo(1);
    assertThat(queue.poll()).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    assertThat(queue.poll().orElseThrow().receives()).isEqualTo(2);
  }

  @Test
  void takingEndsWhenEveryMessageIsDone() throws InterruptedException {
    queue.send(List.of(message(1)), Duration.ZERO);
    queue.done(queue.take().orElseThrow());

    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aReceiverWaitsForWhatAnotherMayGiveBack() throws InterruptedException {
    queue.send(List.of(message(1)), Duration.ZERO);
    Received held = queue.take().orElseThrow();
    Thread other = new Thread(() -> queue.redeliver(held, 2, Duration.ZERO));
    other.start();

    assertThat(queue.take().orElseThrow().receives()).isEqualTo(2);
    other.join();
  }

  @Test
  void aClosedQueueDeliversNothing() throws InterruptedException {
    queue.send(List.of(message(1)), Duration.ZERO);
    queue.close();

    assertThat(queue.take()).isEmpty();
    assertThat(queue.poll()).isEmpty();
  }

  private static PartitionMessage message(int day) {
    return new PartitionMessage(
        new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, day)), "run", false, false);
  }
}
