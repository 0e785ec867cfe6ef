package dev.silverbook.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.contract.TextLake;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker on fakes, with the few lines that tests of the pipeline need again and again. */
final class Bench {

  static final PartitionId DAY = new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));
  static final String PREFIX = "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/";
  static final String OUTPUT = PREFIX + "part-0.parquet";
  static final Duration BUDGET = Duration.ofMinutes(14);
  static final FeatureConfiguration CONFIGURATION =
      FeatureConfiguration.fromMap(
          Map.of("vpin_buckets_per_day", 4, "vpin_window_buckets", 2, "depth_levels", 2));

  final SettableClock clock = new SettableClock();
  final InMemoryStore orderBook = new InMemoryStore();
  final InMemoryStore trades = new InMemoryStore();
  final InMemoryStore silver = new InMemoryStore();
  final InMemoryLedger ledger = new InMemoryLedger();
  private final AtomicInteger owners = new AtomicInteger();

  /** A day of two order-book objects and one of trades. */
  static Bench withADay() {
    Bench bench = new Bench();
    put(bench.orderBook, PREFIX + "b.parquet", "2000000|99@2,98@1|101@3", "3000000|100@2|101@1");
    put(bench.orderBook, PREFIX + "a.parquet", "1000000|99@1,98@1|101@2,102@5");
    put(
        bench.trades,
        PREFIX + "t.parquet",
        "500000|100|1|buy",
        "1000000|101|2|buy",
        "1000001|99|4|sell",
        "9000000|99|1|sell");
    return bench;
  }

  static StoredObject put(InMemoryStore store, String key, String... lines) {
    return store.put(key, String.join("\n", lines).getBytes(UTF_8));
  }

  Lakes lakes() {
    return new Lakes(orderBook, Optional.of(trades), silver);
  }

  PartitionWorker worker() {
    return worker(lakes(), ledger);
  }

  PartitionWorker worker(Lakes lakes, Ledger atLedger) {
    return new PartitionWorker(
        lakes,
        atLedger,
        processor(lakes),
        clock,
        () -> "owner-" + owners.incrementAndGet(),
        ProgressObserver.NONE);
  }

  /** A worker all of whose steps are told. */
  PartitionWorker worker(Steps steps) {
    Lakes stepped =
        new Lakes(
            new SteppedStore(orderBook, steps),
            Optional.of(new SteppedStore(trades, steps)),
            new SteppedStore(silver, steps));
    return worker(stepped, new SteppedLedger(ledger, steps));
  }

  PartitionProcessor processor(Lakes lakes) {
    TextLake format = new TextLake();
    return new PartitionProcessor(lakes, format, () -> format, CONFIGURATION, "1.2.3", clock);
  }

  Delivery delivery() {
    return new Delivery(clock.instant().plus(BUDGET), false, () -> false);
  }

  Delivery lastDelivery() {
    return new Delivery(clock.instant().plus(BUDGET), true, () -> false);
  }

  static PartitionMessage message() {
    return new PartitionMessage(DAY, "run-1", false, false);
  }

  static PartitionMessage retryFailed() {
    return new PartitionMessage(DAY, "run-1", true, false);
  }

  static PartitionMessage force() {
    return new PartitionMessage(DAY, "run-1", false, true);
  }

  Outcome handle() {
    return worker().handle(message(), delivery());
  }

  /** What a listing of now is called. */
  String fingerprint() {
    return new Fingerprint(CONFIGURATION, true)
        .of(new InputListing(orderBook, Optional.of(trades)).list(DAY));
  }

  LedgerEntry entry() {
    return ledger.read(List.of(DAY)).get(DAY);
  }

  /** The output as lines. */
  List<String> output() {
    return new String(silver.bytes(OUTPUT).orElseThrow(), UTF_8).lines().toList();
  }
}
