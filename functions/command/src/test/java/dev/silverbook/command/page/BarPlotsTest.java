package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BarPlotsTest {

  private static final LocalDate DATE = LocalDate.parse("2026-01-30");
  private static final PartitionId PARTITION = Entries.partition("demo", "BTC/USDT", DATE);

  @TempDir private Path silver;

  private Map<String, Object> plots() {
    return new BarPlots(Optional.of(Bars.store(silver))).of(Entries.good(PARTITION));
  }

  private Path file() {
    return silver.resolve(Entries.barsKey(PARTITION));
  }

  @Test
  void theShortestTimeBarsAreDrawn() throws IOException {
    new Bars(List.of("500trades", "3600s", "60s", "300s"), true).write(file(), DATE);

    Map<String, Object> plots = plots();

    assertThat(plots).containsEntry("kind", "60s").doesNotContainKey("problem");
    assertThat(plots.get("end"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1_440)
        .startsWith(60L, 120L)
        .endsWith(86_400L);
    Map<?, ?> series = (Map<?, ?>) plots.get("series");
    assertThat(series.keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder(
            "close_mid",
            "mean_mid",
            "mean_relative_spread",
            "spread_percentile",
            "ofi",
            "log_return",
            "volume",
            "buy_volume",
            "realized_vol",
            "bipower_vol",
            "vpin",
            "kyle_lambda");
    assertThat(series.values())
        .allSatisfy(
            values ->
                assertThat(values).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1_440));
    assertThat(((List<?>) series.get("log_return")).get(0)).isNull();
  }

  @Test
  void barsTooManyForAPictureGiveWayToTheNextKind() throws IOException {
    new Bars(List.of("1s", "60s"), true).write(file(), DATE);

    assertThat(plots()).containsEntry("kind", "60s");
  }

  @Test
  void whereAllAreTooManyTheLongestKindIsDrawn() throws IOException {
    new Bars(List.of("1s", "2s"), true).write(file(), DATE);

    assertThat(plots()).containsEntry("kind", "2s");
  }

  @Test
  void withoutTradesTheirSeriesAreNull() throws IOException {
    new Bars(List.of("3600s"), false).write(file(), DATE);

    assertThat((List<?>) ((Map<?, ?>) plots().get("series")).get("volume"))
        .hasSize(24)
        .containsOnlyNulls();
  }

  @Test
  void barsOfTradesAloneAreNoPlotAndSayWhatToDo() throws IOException {
    new Bars(List.of("500trades"), true).write(file(), DATE);

    assertThat(plots())
        .containsEntry(
            "problem",
            "There are only bars of trades (500trades). Add a kind like 60s to bars in the"
                + " configuration, then run again.");
  }

  @Test
  void aPartitionWithoutBarsSaysWhatToDo() {
    assertThat(new BarPlots(Optional.of(Bars.store(silver))).of(Entries.withoutBars(PARTITION)))
        .containsEntry(
            "problem",
            "There are no bars of this day. Add bars to outputs in the configuration, then run"
                + " again.");
  }

  @Test
  void barsThatAreListedButGoneAreNamed() {
    assertThat(plots().get("problem").toString())
        .contains(Entries.barsKey(PARTITION))
        .contains(silver.toString())
        .contains("Run again");
  }

  @Test
  void aFileThatIsNoParquetIsAProblemOfItsDayAlone() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "no parquet, though it is long enough to be one");

    assertThat(plots().get("problem").toString())
        .startsWith("The bars cannot be read: ")
        .contains("not a Parquet file");
  }

  @Test
  void withoutAPlaceToLookTheOptionIsNamed() {
    assertThat(new BarPlots(Optional.empty()).of(Entries.good(PARTITION)).get("problem").toString())
        .contains("--output");
  }
}
