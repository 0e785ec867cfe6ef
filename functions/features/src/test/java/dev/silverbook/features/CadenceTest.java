package dev.silverbook.features;

import static dev.silverbook.features.AggressorSide.BUY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CadenceTest {

  private static final Map<String, Object> SECOND = Map.of("cadence_ms", 1000);

  private static List<Object> times(Day.Result day) {
    return day.rows().stream().map(row -> row.get("capture_ts")).toList();
  }

  @Test
  void eachIntervalGivesItsLastUsableSnapshotWithItsOwnTime() {
    Day.Result day =
        new Day()
            .configured(SECOND)
            .top(0.2, 99, 1, 101, 1)
            .top(0.9, 99, 2, 101, 1)
            .top(0.95, 101, 1, 99, 1) // crossed: does not replace
            .top(1, 99, 3, 101, 1) // an interval includes its end
            .top(1.000001, 99, 4, 101, 1)
            .top(3.5, 101, 1, 99, 1) // nothing usable: the last one
            .top(3.6, 101, 1, 98, 1)
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(times(day)).containsExactly(1_000_000L, 1_000_001L, 3_600_000L);
    assertThat(day.value(2, "book_state")).isEqualTo("crossed");
    assertThat(day.number(0, "bid_size_1")).isEqualTo(3);
  }

  @Test
  void intervalsCountFromMidnightEvenWhenTheyDoNotDivideTheDay() {
    Day.Result day =
        new Day()
            .configured(Map.of("cadence_ms", 7000))
            .top(6.9, 99, 1, 101, 1)
            .top(7, 99, 1, 101, 1)
            .top(7.1, 99, 1, 101, 1)
            .top(14, 99, 1, 101, 1)
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(times(day)).containsExactly(7_000_000L, 14_000_000L);
  }

  @Test
  void orderFlowIsThatOfEverySnapshotFromThePartitionsFirst() {
    Day.Result day =
        new Day()
            .configured(SECOND)
            .top(0.2, 100, 5, 102, 7)
            .top(0.4, 101, 2, 102, 7) // bid up: +2
            .top(0.9, 100, 5, 102, 7) // bid down: -2
            .top(1.3, 101, 9, 102, 7) // bid up: +9
            .top(1.8, 100, 5, 102, 7) // bid down: -9
            .top(1.9, 100, 6, 102, 7) // +1
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(day.number(0, "ofi_1")).isEqualTo(0);
    assertThat(day.number(1, "ofi_1")).isEqualTo(1);
    assertThat(day.number(1, "ofi_sum_5s")).isEqualTo(1);
    // The rest is as if the written rows were the only ones.
    assertThat(day.number(1, "log_return")).isZero();
    assertThat(day.value(0, "log_return")).isNull();
    assertThat(day.number(1, "history_seconds")).isCloseTo(1, within(1e-12));
  }

  @Test
  void aTradeIsMeasuredAgainstTheLastSnapshotEvenIfThatIsNotWritten() {
    Day.Result day =
        new Day()
            .configured(SECOND)
            .top(0.2, 99, 1, 101, 1)
            .trade(0.5, 101, 1, BUY) // mid 100
            .top(0.9, 199, 1, 201, 1)
            .top(1.5, 199, 1, 201, 1)
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(day.number(0, "effective_spread_bps_60s")).isCloseTo(200, within(1e-9));
  }

  @Test
  void tradesAfterTheIntervalsRowBelongToTheNextRow() {
    Day.Result day =
        new Day()
            .configured(SECOND)
            .top(0.2, 99, 1, 101, 1)
            .trade(0.5, 101, 1, BUY)
            .trade(1.5, 101, 2, BUY) // completes the interval
            .top(1.7, 99, 1, 101, 1)
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(day.number(0, "trade_volume_5s")).isZero();
    assertThat(day.number(1, "trade_volume_5s")).isEqualTo(3);
  }

  @Test
  void aGapIsBetweenWrittenRowsButFlowGoesFromSnapshotToSnapshot() {
    Day.Result day =
        new Day()
            .configured(Map.of("cadence_ms", 4000, "max_gap_seconds", 5))
            .top(0.5, 99, 1, 101, 1)
            .top(4.5, 99, 2, 101, 1)
            .top(7.5, 99, 4, 101, 1)
            .partition()
            .of(Dataset.ORDERBOOK);
    assertThat(times(day)).containsExactly(500_000L, 7_500_000L);
    assertThat(day.value(1, "log_return")).isNull();
    assertThat(day.number(1, "ofi_1")).isEqualTo(3);
  }

  @Test
  void statisticsCountSnapshotsRead() {
    Day.Partition day =
        new Day()
            .configured(SECOND)
            .top(0.2, 99, 1, 101, 1)
            .top(0.4, 101, 1, 99, 1)
            .top(0.9, 99, 1, 101, 1)
            .partition();
    assertThat(day.of(Dataset.ORDERBOOK).rows()).hasSize(1);
    assertThat(day.measured().books().rows()).isEqualTo(3);
    assertThat(day.measured().books().crossed()).isEqualTo(1);
    assertThat(day.measured().longestBookAgeSeconds()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void aTradeThatMayCompleteARowMustBringARowToFill() {
    FeatureEngine engine =
        new FeatureEngine(FeatureConfiguration.fromMap(SECOND), InputColumns.ALL, true, Double.NaN);
    assertThatThrownBy(() -> engine.onTrade(new RawTrade()))
        .isInstanceOf(IllegalStateException.class);
  }
}
