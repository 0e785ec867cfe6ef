package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.work.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayMetricsTest {

  private static final Map<String, Object> MEASURED =
      Map.ofEntries(
          Map.entry("engineRows", 100),
          Map.entry("emptyRows", 1),
          Map.entry("oneSidedRows", 2),
          Map.entry("crossedRows", 4),
          Map.entry("gaps", 2),
          Map.entry("trades", 50),
          Map.entry("tradesUnknownSide", 9),
          Map.entry("rowsDuplicate", 3),
          Map.entry("rowsRepeated", 4),
          Map.entry("rowsOutsideDay", 5),
          Map.entry("tradesDuplicate", 6),
          Map.entry("longestBookAgeSeconds", 7.5),
          Map.entry("longestGaps", "1000000+400000000 5+301000000"),
          Map.entry("latencySnapshots", 100),
          Map.entry("latencyMedianMillis", 40.5),
          Map.entry("latencyP99Millis", 90),
          Map.entry("sidesConsidered", 0),
          Map.entry("doubts", "levels_repeated: 1 level\ntrades_doubled: each of 2"));

  @Test
  void whatWasMeasuredIsCountedUnderNamesThatDoNotGrowWithTheLake() throws IOException {
    List<Map<String, Object>> lines = told(LedgerAttributes.stats(MEASURED), List.of());

    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line)
                  .containsEntry("DaysDegraded", 0)
                  .containsEntry("RowsUnusable", 7)
                  .containsEntry("RowsDuplicate", 7)
                  .containsEntry("RowsOutsideDay", 5)
                  .containsEntry("TradesDuplicate", 6)
                  .containsEntry("TradesUnknownSide", 9)
                  .containsEntry("Gaps", 2)
                  .containsEntry("LongestGap", 400)
                  .containsEntry("BookAge", 7.5)
                  .containsEntry("LatencyMedian", 40.5)
                  .containsEntry("LatencyP99", 90);
              assertThat(dimensions(line))
                  .containsExactly(List.of("Application", "Outcome"), List.of("Application"));
            });
  }

  @Test
  void whatWasNotMeasuredIsNoMetric() throws IOException {
    assertThat(told(LedgerAttributes.stats(Map.of()), List.of()).get(0))
        .containsEntry("Gaps", 0)
        .doesNotContainKeys("LongestGap", "BookAge", "LatencyMedian", "LatencyP99");
  }

  @Test
  void aDegradedDayIsCountedOnceForEachReasonAndOnceForAllDoubtsOfTheReader() throws IOException {
    List<Map<String, Object>> lines =
        told(
            LedgerAttributes.stats(MEASURED),
            List.of(
                "gaps: 2 gaps",
                "latency: 2 s is the median",
                "latency: 9 s is the 99th percentile",
                "levels_repeated: 1 level",
                "trades_doubled: each of 2"));

    assertThat(lines.get(0)).containsEntry("DaysDegraded", 1).doesNotContainKey("DegradedBy");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(
            line -> {
              assertThat(line).containsEntry("DaysDegraded", 1);
              assertThat(dimensions(line)).containsExactly(List.of("Application", "DegradedBy"));
            })
        .extracting(line -> line.get("DegradedBy"))
        .containsExactly("gaps", "latency", "input");
  }

  private static List<Map<String, Object>> told(PartitionStats stats, List<String> degradedBy)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SettableClock clock = new SettableClock();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new OutcomeMetrics(new EmbeddedMetrics("test", clock, out), clock)
        .tell(
            new QueueRecord("id", "handle", "body", 1, Optional.empty(), "queue"),
            new Outcome.Processed(
                new PartitionId("demo", "BTC~USDT", LocalDate.EPOCH),
                new PartitionResult(stats, degradedBy, List.of())));
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(JSON.std.mapFrom(line));
    }
    return lines;
  }

  private static List<Object> dimensions(Map<String, Object> line) {
    List<Object> dimensions = new ArrayList<>();
    for (Object directive : (List<?>) ((Map<?, ?>) line.get("_aws")).get("CloudWatchMetrics")) {
      dimensions.add(((List<?>) ((Map<?, ?>) directive).get("Dimensions")).get(0));
    }
    return dimensions;
  }
}
