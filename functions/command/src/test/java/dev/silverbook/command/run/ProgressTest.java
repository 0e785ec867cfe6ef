package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.work.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final PartitionId BTC =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));
  private static final PartitionId ETH =
      new PartitionId("binance", "ETH~USDT", LocalDate.of(2024, 8, 8));
  private static final Failure CORRUPT =
      Failure.of(FailureReason.CORRUPT_FILE, "a.parquet ends early");

  private final StringWriter text = new StringWriter();
  private final SettableClock clock = new SettableClock();

  @Test
  void theBarShowsPartitionsRateTimeLeftAndWhatIsInWork() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), 200, 4, clock);
    bar.started(BTC);
    bar.finished(new Outcome.Unchanged(BTC), Duration.ZERO);
    bar.started(ETH);
    bar.progressed(ETH, 5_000, 10_000);
    clock.advance(Duration.ofSeconds(30));

    assertThat(bar.line())
        .isEqualTo(
            "[#######-------------] 1/4 partitions  167 rows/s  ETA 50 s"
                + "  binance ETH/USDT 2024-08-08 50 %");
  }

  @Test
  void theBarNeverWraps() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), 40, 4, clock);
    bar.started(BTC);
    bar.started(ETH);

    assertThat(bar.line()).hasSize(39);
  }

  @Test
  void aFailureStaysAboveTheBar() {
    ProgressBar bar = new ProgressBar(new PrintWriter(text), 80, 4, clock);
    bar.started(BTC);
    bar.finished(new Outcome.Failed(BTC, CORRUPT), Duration.ofMillis(1_500));

    assertThat(text.toString())
        .contains("failed     binance BTC/USDT 2024-08-08  CORRUPT_FILE: a.parquet ends early");
  }

  @Test
  void plainProgressIsOneLineAPartition() {
    OutcomeLog progress = new OutcomeLog(new PrintWriter(text));
    progress.started(BTC);
    progress.postponed(new Outcome.Busy(BTC, Instant.MAX), Duration.ofSeconds(1));
    progress.postponed(new Outcome.Busy(BTC, Instant.MAX), Duration.ofSeconds(1));
    progress.finished(new Outcome.Failed(ETH, CORRUPT), Duration.ofMillis(1_500));
    progress.finished(new Outcome.Unchanged(BTC), Duration.ZERO);

    assertThat(text.toString().lines())
        .containsExactly(
            "waiting    binance BTC/USDT 2024-08-08  another process works on it",
            "failed     binance ETH/USDT 2024-08-08  CORRUPT_FILE: a.parquet ends early  1.50 s",
            "unchanged  binance BTC/USDT 2024-08-08");
  }

  @Test
  void quantitiesReadWell() {
    assertThat(Quantities.counted(1, "row")).isEqualTo("1 row");
    assertThat(Quantities.counted(105_522, "row")).isEqualTo("105,522 rows");
    assertThat(Quantities.rate(1_000, Duration.ofMillis(500))).isEqualTo("2,000 rows/s");
    assertThat(Quantities.rate(1_000, Duration.ZERO)).isEqualTo("- rows/s");
    assertThat(Quantities.duration(Duration.ofMillis(820))).isEqualTo("0.82 s");
    assertThat(Quantities.duration(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
    assertThat(Quantities.duration(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    assertThat(Quantities.bytes(512)).isEqualTo("512 B");
    assertThat(Quantities.bytes(3_250_586)).isEqualTo("3.1 MiB");
  }
}
