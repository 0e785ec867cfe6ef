package dev.silverbook.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.page.Entries;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StatusReportTest {

  private static final PartitionId DAY =
      Entries.partition("demo", "BTC/USDT", LocalDate.of(2024, 8, 8));

  private static StatusReport report(LedgerEntry entry) {
    return new StatusReport("ledger", "retry", List.of(entry), 5, Instant.EPOCH, Optional.empty());
  }

  @Test
  void scratchIsSaidWhereItWasNeeded() {
    StatusReport report = report(Entries.good(DAY));

    assertThat(report.text())
        .contains("Most on the scratch disk at once: 64.0 MiB, demo BTC/USDT 2024-08-08");
    assertThat(report.json().get("partitions"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .extractingByKey("stats", InstanceOfAssertFactories.MAP)
        .containsAllEntriesOf(Map.of("scratchBytes", 64L << 20));
  }

  @Test
  void scratchIsNotSpokenOfWhereThereWasNone() {
    LedgerEntry failed = Entries.failed(DAY, Failure.of(FailureReason.CORRUPT_FILE, "cut off"));

    assertThat(report(failed).text()).doesNotContain("scratch disk");
  }
}
