package dev.silverbook.pipeline.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.contract.TextLake;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker on fakes, with the few lines that tests of the pipeline need again and again. */
public final class Bench {

  public static final PartitionId DAY =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));
  public static final String PREFIX = "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/";
  public static final String OUTPUT = "orderbook/" + PREFIX + "part-0.parquet";
  static final Duration BUDGET = Duration.ofMinutes(14);
  public static final SilverConfiguration CONFIGURATION =
      SilverConfiguration.fromMap(
          Map.of(
              "vpin_buckets_per_day",
              4,
              "vpin_window_buckets",
              2,
              "depth_levels",
              2,
              "outputs",
              List.of("orderbook"),
              // The bench's rows are seconds after the epoch, to be read by people.
              "quality",
              Map.of("rows_outside_day", 1e9)));

  public final SettableClock clock = new SettableClock();
  public final InMemoryStore orderBook = new InMemoryStore();
  public final InMemoryStore trades = new InMemoryStore();
  public final InMemoryStore silver = new InMemoryStore();
  public final InMemoryLedger ledger = new InMemoryLedger();
  private final AtomicInteger owners = new AtomicInteger();

  /** A day of two order-book objects and one of trades. */
  public static Bench withADay() {
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

  public static StoredObject put(InMemoryStore store, String key, String... lines) {
    return store.put(key, String.join("\n", lines).getBytes(UTF_8));
  }

  public LakeStores lakes() {
    return new LakeStores(orderBook, Optional.of(trades), silver);
  }

  PartitionWorker worker() {
    return worker(lakes(), ledger);
  }

  PartitionWorker worker(LakeStores lakes, Ledger atLedger) {
    return worker(lakes, atLedger, processor(lakes));
  }

  PartitionWorker worker(LakeStores lakes, Ledger atLedger, Computation computation) {
    return new PartitionWorker(
        lakes,
        atLedger,
        computation,
        clock,
        () -> "owner-" + owners.incrementAndGet(),
        ProgressObserver.NONE);
  }

  /** A worker all of whose steps are told. */
  PartitionWorker worker(Steps steps) {
    LakeStores stepped =
        new LakeStores(
            new SteppedStore(orderBook, steps),
            Optional.of(new SteppedStore(trades, steps)),
            new SteppedStore(silver, steps));
    return worker(stepped, new SteppedLedger(ledger, steps));
  }

  PartitionProcessor processor(LakeStores lakes) {
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
    return new PartitionMessage(DAY, "run-2", true, false);
  }

  static PartitionMessage force() {
    return new PartitionMessage(DAY, "run-2", false, true);
  }

  public Outcome handle() {
    return worker().handle(message(), delivery());
  }

  /** What a listing of now is called. */
  public String fingerprint() {
    return new Fingerprint(CONFIGURATION, true)
        .of(new InputListing(orderBook, Optional.of(trades)).list(DAY));
  }

  LedgerEntry entry() {
    return ledger.read(List.of(DAY)).get(DAY);
  }

  /** The output as the ledger should name it. */
  List<WrittenOutput> written() {
    return silver.find(OUTPUT).stream()
        .map(object -> WrittenOutput.of(Dataset.ORDERBOOK, object))
        .toList();
  }

  /** The output as lines. */
  List<String> output() {
    return new String(silver.bytes(OUTPUT).orElseThrow(), UTF_8).lines().toList();
  }
}
