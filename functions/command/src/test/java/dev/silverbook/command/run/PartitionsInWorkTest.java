package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class PartitionsInWorkTest {

  private static final PartitionId ONE =
      new PartitionId("demo", "BTC/USDT", LocalDate.of(2025, 3, 5));
  private static final PartitionId OTHER =
      new PartitionId("demo", "ETH/USDT", LocalDate.of(2025, 3, 5));

  @Test
  void aPartitionIsInWorkUntilItIsDoneOrPutOff() {
    PartitionsInWork inWork = new PartitionsInWork();
    inWork.started(ONE);
    inWork.started(OTHER);
    assertThat(inWork.getAsInt()).isEqualTo(2);

    inWork.postponed(new Outcome.LeaseLost(ONE), Duration.ZERO);
    assertThat(inWork.getAsInt()).isEqualTo(1);

    inWork.finished(new Outcome.Unchanged(OTHER), Duration.ZERO);
    assertThat(inWork.getAsInt()).isZero();
  }
}
