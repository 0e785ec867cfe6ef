package dev.silverbook.generator;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.time.ZoneOffset;

/**
 * Plays one (exchange, symbol, date) to a tape. Depends on the options and on the partition's name
 * alone, in constant memory.
 *
 * <p>Market, recorder and clocks draw from streams of their own: the market takes the same course
 * however often it is recorded.
 */
final class MarketDay {

  /** Book events of a day stay far below, so that {@code nonce} grows from day to day. */
  private static final long NONCES_PER_DAY = 1_000_000_000L;

  private final GeneratorOptions options;
  private final PartitionId partition;

  MarketDay(GeneratorOptions options, PartitionId partition) {
    this.options = options;
    this.partition = partition;
  }

  /** Plays the whole day. */
  void play(Tape tape) throws IOException {
    long midnight =
        partition.date().atStartOfDay(ZoneOffset.UTC).toEpochSecond() * MarketSimulation.SECOND;
    long firstNonce = Math.max(0, partition.date().toEpochDay()) * NONCES_PER_DAY;
    BlemishRates blemishes = options.blemishes();
    // An exchange is as deep as it is on every day and for every symbol.
    double depth =
        0.6 + 0.8 * SeededRandom.named(options.seed(), partition.exchange()).nextDouble();
    MarketProfile profile = MarketProfile.of(partition.symbol()).scaled(depth);

    CaptureSchedule schedule =
        new CaptureSchedule(
            stream("schedule"),
            options.rowsPerDay(),
            options.intervalJitter(),
            blemishes.gapsPerDay());
    SnapshotRecorder recorder =
        new SnapshotRecorder(stream("recorder"), profile, blemishes, options.levels());
    ExchangeClock snapshotClock =
        new ExchangeClock(stream("snapshot clock"), options.clockJitterMillis());
    SeededRandom duplicates = stream("duplicates");
    MarketSimulation market =
        new MarketSimulation(
            stream("market"),
            profile,
            options.levels(),
            profile.openingPrice(options.seed(), partition.symbol(), partition.date()),
            profile.openingPrice(options.seed(), partition.symbol(), partition.date().plusDays(1)),
            options.tradesPerDay(),
            schedule::recording,
            trades(profile, midnight, tape));

    long micros = 0;
    for (long row = 0; row < options.rowsPerDay(); row++) {
      long own = schedule.micros(row);
      if (row > 0 && duplicates.chance(blemishes.duplicateTime())) {
        market.disturb();
      } else {
        micros = own;
        market.advanceTo(micros);
      }
      long capture = midnight + micros;
      tape.snapshot(
          recorder.record(
              market.bids(),
              market.asks(),
              capture,
              snapshotClock.millis(capture),
              firstNonce + market.events()));
    }
    market.finish();
  }

  private MarketSimulation.TradeListener trades(MarketProfile profile, long midnight, Tape tape) {
    ExchangeClock clock = new ExchangeClock(stream("trade clock"), options.clockJitterMillis());
    SeededRandom sides = stream("sides");
    RawTrade trade = new RawTrade();
    return (micros, tick, lots, buy) -> {
      AggressorSide side = buy ? AggressorSide.BUY : AggressorSide.SELL;
      long capture = midnight + micros;
      trade.set(
          capture,
          clock.millis(capture),
          tick / profile.priceScale(),
          lots / profile.lotScale(),
          sides.chance(options.unsidedTrades()) ? AggressorSide.UNKNOWN : side);
      tape.trade(trade);
    };
  }

  private SeededRandom stream(String purpose) {
    return SeededRandom.named(
        options.seed(),
        purpose,
        partition.exchange(),
        partition.symbol(),
        partition.date().toString());
  }
}
