package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.standin.InvocationContext;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.InMemoryLedger;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.contract.TextLake;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.Outcome;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import dev.silverbook.pipeline.work.ProgressObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Both functions on fakes, with the lakes that the event files speak of. */
final class WorkerBench {

  static final int MAX_RECEIVES = 5;
  static final SilverConfiguration CONFIGURATION =
      SilverConfiguration.fromMap(
          Map.of(
              "outputs",
              List.of("orderbook"),
              // The bench's rows are seconds after the epoch, to be read by people.
              "quality",
              Map.of("rows_outside_day", 1e9)));
  static final PartitionId BTC = day("BTC~USDT");
  static final PartitionId ETH = day("ETH~USDT");
  static final PartitionId POISON = day("POISON~USDT");
  static final InvocationContext CONTEXT = new InvocationContext("request-1", 900_000);

  final SettableClock clock = new SettableClock();
  final InMemoryStore orderBooks = new InMemoryStore();
  final InMemoryStore silver = new InMemoryStore();
  final InMemoryLedger ledger = new InMemoryLedger();
  final RecordedQueue queue = new RecordedQueue();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final OutcomeMetrics metrics =
      new OutcomeMetrics(
          new EmbeddedMetrics("test", clock, new PrintStream(log, true, UTF_8)), clock);
  private final AtomicInteger owners = new AtomicInteger();

  WorkerBench() {
    put("BTC~USDT", "1000000|99@1,98@1|101@2\n2000000|99@2|101@1");
    put("ETH~USDT", "1000000|9@1|10@2");
    put("POISON~USDT", "1000000|9@1|10@2\ndamaged");
  }

  private static PartitionId day(String symbol) {
    return new PartitionId("binance", symbol, LocalDate.of(2024, 8, 8));
  }

  private void put(String symbol, String lines) {
    orderBooks.put(
        "exchange=binance/symbol=" + symbol + "/year=2024/month=08/day=08/part-0.parquet",
        lines.getBytes(UTF_8));
  }

  PartitionWorker partitionWorker() {
    return partitionWorker(orderBooks);
  }

  /** The real worker on another store of order books. */
  PartitionWorker partitionWorker(LakeStore orderBooks) {
    LakeStores lakes = new LakeStores(orderBooks, Optional.empty(), silver);
    TextLake format = new TextLake();
    return new PartitionWorker(
        lakes,
        ledger,
        new PartitionProcessor(lakes, format, () -> format, CONFIGURATION, "1.2.3", clock),
        clock,
        () -> "owner-" + owners.incrementAndGet(),
        ProgressObserver.NONE);
  }

  WorkerHandler worker() {
    return worker(partitionWorker()::handle);
  }

  /** The worker function around another pipeline. */
  WorkerHandler worker(BiFunction<PartitionMessage, Delivery, Outcome> pipeline) {
    return worker(pipeline, MAX_RECEIVES);
  }

  /** The worker function of queues that give a message up after so many receives. */
  WorkerHandler worker(BiFunction<PartitionMessage, Delivery, Outcome> pipeline, int maxReceives) {
    return new WorkerHandler(
        new WorkerHandler.Parts(
            new PartitionMessages(pipeline, queue, maxReceives, metrics, clock), clock));
  }

  DeadLetterHandler deadLetters() {
    return new DeadLetterHandler(new UndecidedMessages(ledger, queue, metrics, clock));
  }

  LedgerEntry entry(PartitionId partition) {
    return ledger.read(List.of(partition)).get(partition);
  }

  /** The metric lines so far. */
  List<Map<String, Object>> lines() {
    return log.toString(UTF_8).lines().map(WorkerBench::parsed).toList();
  }

  /** The endings that were counted, in order. */
  List<Object> endings() {
    return lines().stream().map(line -> line.get("Outcome")).toList();
  }

  private static Map<String, Object> parsed(String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
