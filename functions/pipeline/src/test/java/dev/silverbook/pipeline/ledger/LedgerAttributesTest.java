package dev.silverbook.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.lake.understood.UnderstoodStream;
import dev.silverbook.pipeline.contract.SampleCounts;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerAttributesTest {

  private static final PartitionStats STATS = stats(0.1 + 0.2);
  private static final Understood UNDERSTOOD =
      new Understood(
          "exchange={exchange}/{symbol}/{date}",
          Optional.of("{symbol}/{date}"),
          "capture",
          new UnderstoodStream(
              List.of("flat columns, 25 levels"),
              Map.of("capture_time", List.of("ts_recv"), "levels", List.of("bid_px_00")),
              Map.of("ts_recv", List.of("int64")),
              Map.of("ts_recv", List.of("ns", "us")),
              Map.of()),
          Optional.of(
              new UnderstoodStream(
                  List.of(),
                  Map.of("side", List.of("side")),
                  Map.of("side", List.of("string")),
                  Map.of(),
                  Map.of("buy", List.of("B"), "sell", List.of("A", "ask")))),
          25);

  @Test
  void statsComeBackThroughAMapAndThroughJson() {
    assertThat(LedgerAttributes.stats(LedgerAttributes.toMap(STATS))).isEqualTo(STATS);
    assertThat(throughJson(STATS)).isEqualTo(STATS);
    assertThat(throughJson(stats(3.0))).isEqualTo(stats(3.0));
    assertThat(throughJson(stats(Double.NaN))).isEqualTo(stats(Double.NaN));
  }

  @Test
  void countsOfTheInputComeBackEachUnderItsName() {
    Map<InputCount, Long> input = new EnumMap<>(InputCount.class);
    for (InputCount what : InputCount.values()) {
      input.put(what, 200L + input.size());
    }
    PartitionStats counted =
        new PartitionStats(
            STATS.books(),
            STATS.trades(),
            STATS.tradesMissing(),
            STATS.rowsWritten(),
            STATS.engine(),
            STATS.vpinBucketVolume(),
            STATS.cost(),
            STATS.day(),
            input,
            List.of("trade_ids_reused: 3", "levels_left_out: 4"),
            Optional.of(UNDERSTOOD));

    assertThat(throughJson(counted)).isEqualTo(counted);
    assertThat(LedgerAttributes.toMap(counted))
        .containsEntry("tradesDuplicate", counted.count(InputCount.TRADES_DUPLICATE));
    assertThat(LedgerAttributes.toMap(STATS)).doesNotContainKey("tradesDuplicate");
  }

  @Test
  void everyStatisticIsStoredUnderANameOfItsOwn() {
    assertThat(LedgerAttributes.toMap(STATS).values().stream().distinct().count())
        .isEqualTo(LedgerAttributes.toMap(STATS).size());
  }

  @Test
  void numbersAsTextAreUnderstood() {
    Map<String, Object> texts = new HashMap<>();
    LedgerAttributes.toMap(STATS).forEach((name, value) -> texts.put(name, value.toString()));

    assertThat(LedgerAttributes.stats(texts)).isEqualTo(STATS);
  }

  @Test
  void whatAnOlderVersionDidNotCountIsZero() {
    assertThat(LedgerAttributes.stats(Map.of("rowsRead", 7)).rowsRead()).isEqualTo(7);
    assertThat(LedgerAttributes.stats(Map.of()).bytesIn()).isZero();
  }

  @Test
  void aStatisticThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> LedgerAttributes.stats(Map.of("bytesIn", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytesIn")
        .hasMessageContaining("many");
  }

  @Test
  void failuresComeBackWithAndWithoutObjectAndRow() {
    Failure full =
        new Failure(
            FailureReason.CORRUPT_FILE, "a \"b\"", "k/é.parquet", OptionalLong.of(1L << 40));
    Failure bare = Failure.of(FailureReason.THROTTLED, "slow down");

    for (Failure failure : List.of(full, bare)) {
      assertThat(
              LedgerAttributes.failure(
                  LedgerAttributes.fromJson(
                      LedgerAttributes.toJson(LedgerAttributes.toMap(failure)))))
          .isEqualTo(failure);
    }
    assertThat(LedgerAttributes.toMap(full)).containsEntry("retryable", false);
    assertThat(LedgerAttributes.toMap(bare))
        .containsEntry("retryable", true)
        .doesNotContainKeys("object", "row");
  }

  @Test
  void aReasonOfANewerVersionIsKeptInTheMessage() {
    Failure failure = LedgerAttributes.failure(Map.of("reason", "MELTED", "message", "too hot"));

    assertThat(failure.reason()).isEqualTo(FailureReason.INTERNAL_ERROR);
    assertThat(failure.message()).isEqualTo("MELTED: too hot");
  }

  @Test
  void textsComeBackThroughJson() {
    List<String> texts = List.of("gaps: 2", "x, \"y\"");

    assertThat(LedgerAttributes.textsFromJson(LedgerAttributes.toJson(texts))).isEqualTo(texts);
    assertThat(LedgerAttributes.textsFromJson(LedgerAttributes.toJson(List.of()))).isEmpty();
  }

  @Test
  void whatIsNoJsonIsShown() {
    assertThatThrownBy(() -> LedgerAttributes.fromJson("{oops"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{oops");
    assertThatThrownBy(() -> LedgerAttributes.textsFromJson("{oops"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{oops");
  }

  private static PartitionStats throughJson(PartitionStats stats) {
    return LedgerAttributes.stats(
        LedgerAttributes.fromJson(LedgerAttributes.toJson(LedgerAttributes.toMap(stats))));
  }

  private static PartitionStats stats(double vpinBucketVolume) {
    return new PartitionStats(
        new Read(101, 103),
        new Read(114, 115),
        true,
        102,
        SampleCounts.of(104)
            .empty(105)
            .oneSided(106)
            .crossed(107)
            .locked(108)
            .gaps(109)
            .levelsDropped(110)
            .trades(111)
            .tradesDropped(112)
            .tradesUnknownSide(113)
            .counts(),
        vpinBucketVolume,
        new Cost(116, 1L << 41, 1L << 42, 117, 118, 119));
  }
}
