package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.InputColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing drifts: after many rows and spikes the last windows are as exact as the first. */
class LongRunTest {

  private static final int ROWS = 100_000;

  /** Covers the longest window, 300 s, and the regimes that the regime window looks back at. */
  private static final int TAIL = 460;

  private static final int COMPARED = 40;
  private static final long SECOND = 1_000_000;
  private static final double SPIKE = 1e12;

  private final Random random = new Random(11);
  private double mid = 20_000;

  @Test
  void afterManyRowsAndSpikesTheLastWindowsAreExact() {
    FeatureConfiguration configuration =
        FeatureConfiguration.fromMap(
            Map.of(
                "windows_seconds",
                List.of(5, 60, 300),
                "regime_window_seconds",
                100,
                // Every trade is one bucket, so a run that starts later has the same buckets.
                "vpin_bucket_volume",
                0.1));
    EngineRun run = new EngineRun(scenario(configuration, List.of(), List.of()));
    List<SnapshotInput> snapshots = new ArrayList<>();
    List<TradeInput> trades = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      if (i == ROWS - TAIL) {
        run.forgetRows();
      } else if (i < ROWS - TAIL && i % 1_000 == 0) {
        run.forgetRows();
      }
      boolean spike = i < ROWS - TAIL && random.nextInt(5_000) == 0;
      TradeInput trade = trade(i, spike);
      SnapshotInput snapshot = snapshot(i, spike);
      run.take(trade);
      run.take(snapshot);
      if (i >= ROWS - TAIL) {
        trades.add(trade);
        snapshots.add(snapshot);
      }
    }

    Comparison comparison =
        Comparison.ofTail(scenario(configuration, snapshots, trades), run, TAIL - COMPARED);

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.values()).isGreaterThan(COMPARED * 100);
  }

  private SnapshotInput snapshot(int i, boolean spike) {
    mid += random.nextInt(5) - 2;
    double size = spike ? SPIKE : 1;
    double price = spike ? mid * 1_000 : mid;
    List<Level> bids = new ArrayList<>();
    List<Level> asks = new ArrayList<>();
    for (int level = 0; level < 6; level++) {
      double away = 0.5 * (1 + random.nextInt(3)) + 2 * level;
      bids.add(new Level(price - away, size * random.nextDouble()));
      asks.add(new Level(price + away, size * random.nextDouble()));
    }
    return new SnapshotInput(i * SECOND, i * 1_000L, (long) i, bids, asks);
  }

  private TradeInput trade(int i, boolean spike) {
    return new TradeInput(
        i * SECOND - random.nextInt(900_000),
        i * 1_000L,
        spike ? mid * SPIKE : mid + random.nextInt(3) - 1,
        0.1,
        random.nextBoolean() ? AggressorSide.BUY : AggressorSide.SELL);
  }

  private static Scenario scenario(
      FeatureConfiguration configuration, List<SnapshotInput> snapshots, List<TradeInput> trades) {
    return new Scenario("long run", configuration, InputColumns.ALL, snapshots, true, trades);
  }
}
