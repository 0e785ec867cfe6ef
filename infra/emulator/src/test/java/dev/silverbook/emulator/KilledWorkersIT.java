package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a worker dies must not matter, and does not. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWorkersIT extends FaultScenarios {

  @ParameterizedTest
  @EnumSource
  void aWorkerKilledAnywhereEndsInTheSameBytesAfterRedelivery(WorkPoint point) {
    PartitionId partition = partition("killed-" + point.name().toLowerCase(Locale.ROOT));
    application.putUntold(List.of(partition));
    AtomicBoolean killed = new AtomicBoolean();
    application
        .proxy()
        .disturb(
            point.once(
                "exchange=" + partition.exchange() + "/",
                () -> {
                  killWorkers();
                  killed.set(true);
                }));

    application.tell(partition);
    application.drain();

    assertThat(killed).as("the worker was killed").isTrue();
    assertThat(status(partition)).contains(LedgerStatus.PROCESSED);
  }
}
