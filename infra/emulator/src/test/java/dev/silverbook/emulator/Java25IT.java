package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrivals, backfill and worker on the Java that the template names, whatever the tests run on. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Java25IT {

  private static final int RELEASE = 25;
  private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

  @Test
  void arrivalsAndBackfillsEndAsOnTheTestsOwnJava() throws Exception {
    Optional<FunctionsJava> java = FunctionsJava.find(RELEASE);
    Assumptions.assumeTrue(
        java.isPresent(), "there is no Java " + RELEASE + "; looked at " + FunctionsJava.places());
    EmulatedApplication application;
    try {
      application = EmulatedApplication.deploy(java.get());
    } catch (AwsApis.UnavailableException e) {
      Assumptions.abort(e.getMessage());
      return;
    }
    try (application) {
      BronzeLake bronze = application.bronze();
      List<PartitionId> arriving = bronze.record("arriving", List.of("BTC~USDT"), DAY, 1);
      List<PartitionId> untold = bronze.record("untold", List.of("BTC~USDT", "ETH~USDT"), DAY, 1);

      arriving.forEach(bronze::put);
      application.drain();
      bronze.put(untold.get(0));
      bronze.putPoisoned(untold.get(1));
      application.loseArrivals(untold);
      Map<String, Object> answer = application.backfill("{\"exchange\": \"untold\"}");
      application.drain();

      assertThat(answer).containsEntry("sent", 2);
      for (PartitionId partition : List.of(arriving.get(0), untold.get(0))) {
        assertThat(application.entry(partition).flatMap(LedgerEntry::status))
            .as(application.report())
            .contains(LedgerStatus.PROCESSED);
      }
      assertThat(
              application.entry(untold.get(1)).flatMap(LedgerEntry::failure).map(Failure::reason))
          .contains(FailureReason.NOT_PARQUET);
    }
  }
}
