package dev.silverbook.emulator;

import dev.silverbook.emulator.CommitLog.Change;
import dev.silverbook.emulator.EmulatedApplication.Names;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What scenarios with faults have in common: one partition of an exchange of their own. */
abstract class FaultScenarios {

  @RegisterExtension static final EndToEnd END_TO_END = new EndToEnd();

  static final LocalDate DAY = LocalDate.of(2024, 8, 8);

  final EmulatedApplication application = END_TO_END.application();
  final BronzeLake bronze = application.bronze();

  PartitionId partition(String exchange) {
    return bronze.record(exchange, List.of("BTC~USDT"), DAY, 1).get(0);
  }

  Optional<LedgerStatus> status(PartitionId partition) {
    return application.entry(partition).flatMap(LedgerEntry::status);
  }

  void killWorkers() {
    application.host().killBusy(Names.WORKER);
  }

  List<String> statuses(PartitionId partition) {
    return application.log().of(partition.key()).stream().map(Change::status).toList();
  }
}
