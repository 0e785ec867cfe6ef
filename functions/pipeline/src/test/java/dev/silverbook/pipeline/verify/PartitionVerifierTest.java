package dev.silverbook.pipeline.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Category;
import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.ForwardingSnapshots;
import dev.silverbook.lake.ForwardingTrades;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionReader;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.work.Bench;
import dev.silverbook.pipeline.work.Outcome;
import dev.silverbook.pipeline.work.PartitionFailedException;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.PartitionWorker;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of 400 snapshots, 2 seconds apart, and as many trades, processed and then proved. */
final class PartitionVerifierTest {

  private static final int ROWS = 400;
  private static final long STEP = 2_000_000;
  private static final long MIDNIGHT = 1_723_075_200_000_000L;
  private static final String BARS = "bars/" + Bench.PREFIX + "part-0.parquet";
  private static final Map<String, Object> PLAIN =
      Map.of("depth_levels", 2, "outputs", List.of("orderbook", "bars"));
  private static final FeatureSchema SNAPSHOTS =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("bids", ColumnType.LEVELS),
              column("asks", ColumnType.LEVELS)));
  private static final FeatureSchema TRADES =
      new FeatureSchema(
          List.of(
              column("capture_ts", ColumnType.TIMESTAMP_MICROS),
              column("price", ColumnType.DOUBLE),
              column("amount", ColumnType.DOUBLE),
              column("side", ColumnType.LABEL).asLabel(List.of("buy", "sell"))));

  private LakeFormat format = new ParquetFormat();
  private final Bench bench = new Bench();
  private final InMemoryStore scratch = new InMemoryStore();
  private String version = "1.2.3";
  private UnaryOperator<PartitionReader> planted = UnaryOperator.identity();
  private boolean cancelled;
  @TempDir private Path directory;

  @BeforeEach
  void aDay() throws IOException {
    bench.orderBook.put(Bench.PREFIX + "a.parquet", snapshots());
    bench.trades.put(Bench.PREFIX + "t.parquet", trades(0.5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7_000})
  void aSoundPartitionIsProved(int cadence) {
    LedgerEntry entry =
        processed(
            Map.of(
                "depth_levels",
                2,
                "cadence_ms",
                cadence,
                "bars",
                List.of("60s", "7trades", "11base"),
                "outputs",
                List.of("orderbook", "bars", "labels")));

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.proved()).isTrue();
    assertThat(verdict.outputs()).isEqualTo(3);
    assertThat(verdict.identicalBytes()).isEqualTo(entry.result().orElseThrow().bytes());
    assertThat(verdict.cuts()).isEqualTo(4);
    assertThat(verdict.rows()).isPositive();
    assertThat(verdict.bars()).isPositive();
    assertThat(verdict.notes())
        .anyMatch(note -> note.startsWith("vpin is exempt"))
        .anyMatch(note -> note.startsWith("labels are exempt"));
    assertThat(scratch.objects("")).isEmpty();
  }

  @Test
  void fixedBucketsAreNotExempt() {
    Verdict verdict = verify(processed(Map.of("depth_levels", 2, "vpin_bucket_volume", 3.0)));

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.notes()).noneMatch(note -> note.contains("vpin"));
  }

  @Test
  void aReaderThatMixesTheNextSnapshotInIsALookAhead() {
    planted = Foresight::new;
    LedgerEntry entry = processed(PLAIN);

    Verdict verdict = verify(entry);

    assertThat(verdict.identicalBytes()).isEqualTo(entry.result().orElseThrow().bytes());
    Finding finding = verdict.findings().get(0);
    assertThat(verdict.findings()).hasSize(1);
    assertThat(finding.check()).isEqualTo(Check.NO_LOOK_AHEAD);
    assertThat(finding.where()).endsWith(Bench.OUTPUT);
    assertThat(finding.message())
        .startsWith("with inputs cut at 2024-08-08T")
        .contains("a row before that is another: it knew what came later");
    Difference difference = finding.difference().orElseThrow();
    assertThat(difference.column()).isEqualTo("bid_price_1");
    assertThat(difference.row()).isBetween(0L, (long) ROWS);
    assertThat(difference.found()).isNotEqualTo(difference.expected());
    assertThat(verdict.cuts()).isZero();
    assertThat(scratch.objects("")).isEmpty();
  }

  @Test
  void aLookAheadThatOnlyBarsShowIsFoundInThem() {
    planted = EarlyTrades::new;

    Verdict verdict =
        verify(
            processed(
                Map.of(
                    "categories", List.of("structural"), "outputs", List.of("orderbook", "bars"))));

    assertThat(verdict.findings()).hasSize(1);
    Finding finding = verdict.findings().get(0);
    assertThat(finding.check()).isEqualTo(Check.NO_LOOK_AHEAD);
    assertThat(finding.where()).endsWith(BARS);
    assertThat(finding.message())
        .contains("a bar that was known by then is another: it knew what came later");
    assertThat(finding.difference().orElseThrow().column()).startsWith("trade_");
  }

  @ParameterizedTest
  @ValueSource(strings = {Bench.OUTPUT, BARS})
  void anyFlippedByteIsFound(String key) {
    LedgerEntry entry = processed(PLAIN);
    byte[] sound = bench.silver.bytes(key).orElseThrow();
    for (int at = 5; at < sound.length; at += sound.length / 7) {
      byte[] flipped = sound.clone();
      flipped[at] ^= 1;
      bench.silver.put(key, flipped);

      Verdict verdict = verify(entry);

      assertThat(verdict.findings()).as("byte %s", at).hasSizeGreaterThanOrEqualTo(2);
      assertThat(verdict.findings().get(0).check()).isEqualTo(Check.OUTPUT);
      assertThat(verdict.findings().get(0).where()).endsWith(key);
      assertThat(verdict.findings().get(0).message())
          .contains("it was changed or replaced after the run")
          .contains("run again");
      assertThat(verdict.findings().get(1).check()).isIn(Check.METADATA, Check.RECOMPUTED);
      assertThat(verdict.proved()).isFalse();
    }
  }

  @Test
  void anOutputOfOtherInputsIsFoundByItsFirstValue() throws IOException {
    LedgerEntry entry = processed(PLAIN);
    Bench other = new Bench();
    other.orderBook.put(Bench.PREFIX + "a.parquet", snapshots());
    other.trades.put(Bench.PREFIX + "t.parquet", trades(0.75));
    process(other, PLAIN);
    bench.silver.put(BARS, other.silver.bytes(BARS).orElseThrow());

    Verdict verdict = verify(entry);

    Finding finding =
        verdict.findings().stream()
            .filter(each -> each.check() == Check.RECOMPUTED)
            .findFirst()
            .orElseThrow();
    assertThat(finding.message()).matches("computed again, byte \\d+ of \\d+ is another");
    Difference difference = finding.difference().orElseThrow();
    assertThat(difference).hasToString("column volume, row 0: found 0.75, expected 0.5");
    assertThat(verdict.findings())
        .anyMatch(
            each ->
                each.check() == Check.METADATA
                    && each.message().startsWith("its metadata says silverbook.fingerprint "));
  }

  @Test
  void aChangedInputIsFoundAndNamed() throws IOException {
    LedgerEntry entry = processed(PLAIN);
    bench.trades.put(Bench.PREFIX + "t.parquet", trades(0.75));

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).hasSize(1);
    assertThat(verdict.findings().get(0).check()).isEqualTo(Check.INPUTS);
    assertThat(verdict.findings().get(0).message())
        .contains("the inputs are not those of the run any more: 2 objects now, 2 then")
        .contains("run again");
    assertThat(verdict.notes()).anyMatch(note -> note.startsWith("nothing was computed again"));
    assertThat(verdict.cuts()).isZero();
  }

  @Test
  void aRemovedInputIsFound() {
    LedgerEntry entry = processed(PLAIN);
    bench.trades.remove(Bench.PREFIX + "t.parquet");

    Verdict verdict = verify(entry);

    assertThat(verdict.findings().get(0).message())
        .contains("1 object now, 2 then; some were removed since");
  }

  @Test
  void aMissingOutputIsFoundAndTheOthersAreStillProved() {
    LedgerEntry entry = processed(PLAIN);
    bench.silver.remove(BARS);

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).hasSize(1);
    assertThat(verdict.findings().get(0).check()).isEqualTo(Check.OUTPUT);
    assertThat(verdict.findings().get(0).where()).endsWith(BARS);
    assertThat(verdict.findings().get(0).message())
        .startsWith("it is not there, but the ledger lists it with ");
    assertThat(verdict.identicalBytes())
        .isEqualTo(bench.silver.bytes(Bench.OUTPUT).orElseThrow().length);
    assertThat(verdict.cuts()).isEqualTo(4);
  }

  @Test
  void withoutAnyOutputNothingIsComputed() {
    LedgerEntry entry = processed(PLAIN);
    bench.silver.remove(BARS);
    bench.silver.remove(Bench.OUTPUT);

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).hasSize(2);
    assertThat(verdict.notes())
        .containsExactly(
            "nothing was computed again: no output is left that says how it was made (run again to"
                + " replace what is missing or damaged)");
  }

  @Test
  void outputsOfAnotherVersionAreComparedByValue() {
    LedgerEntry entry = processed(PLAIN);
    version = "2.0.0";

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.identicalBytes()).isZero();
    assertThat(verdict.notes())
        .contains("made by version 1.2.3, this is 2.0.0: values were compared, not bytes");
  }

  @Test
  void outputsOfAnotherEncoderOfTheSameVersionAreComparedByValue() {
    format = new EarlierEncoder(format);
    LedgerEntry entry = processed(PLAIN);
    format = new ParquetFormat();

    Verdict verdict = verify(entry);

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.identicalBytes()).isEqualTo(size(entry, Dataset.BARS));
    assertThat(verdict.notes())
        .anyMatch(
            note ->
                note.matches(
                    "written by 'silverbook version \\S+ \\(build encoding-0\\)', this is"
                        + " 'silverbook version \\S+ \\(build encoding-[1-9]\\)': values were"
                        + " compared, not bytes"));
  }

  @Test
  void anEncoderOfTheSameVersionThatLosesAValueIsFound() {
    format = new EarlierEncoder(format);
    LedgerEntry entry = processed(PLAIN);
    format = new ParquetFormat();
    planted = Foresight::new;

    assertThat(verify(entry).findings())
        .filteredOn(finding -> finding.where().endsWith(Bench.OUTPUT))
        .extracting(Finding::message)
        .contains("computed again by version 1.2.3, a value is another");
  }

  private static long size(LedgerEntry entry, Dataset dataset) {
    return entry.result().orElseThrow().outputs().stream()
        .filter(output -> output.dataset() == dataset)
        .mapToLong(WrittenOutput::size)
        .sum();
  }

  @Test
  void aVersionThatComputesOtherwiseIsFound() {
    LedgerEntry entry = processed(PLAIN);
    version = "2.0.0";
    planted = Foresight::new;

    Verdict verdict = verify(entry);

    assertThat(verdict.findings().get(0).message())
        .isEqualTo("computed again by version 2.0.0, a value is another");
    assertThat(verdict.findings().get(0).difference().orElseThrow().row()).isZero();
  }

  @Test
  void theSameSeedCutsAtTheSameTimes() {
    LedgerEntry entry = processed(PLAIN);

    assertThat(verify(entry)).isEqualTo(verify(entry));
  }

  @Test
  void stoppingIsNoVerdict() {
    LedgerEntry entry = processed(PLAIN);
    cancelled = true;

    assertThatThrownBy(() -> verify(entry))
        .isInstanceOf(PartitionFailedException.class)
        .hasMessageContaining("stopped on request");
    assertThat(scratch.objects("")).isEmpty();
  }

  private LedgerEntry processed(Map<String, Object> configuration) {
    process(bench, configuration);
    return bench.ledger.read(Bench.DAY).orElseThrow();
  }

  private void process(Bench at, Map<String, Object> values) {
    SilverConfiguration configuration = SilverConfiguration.fromMap(values);
    PartitionWorker worker =
        new PartitionWorker(
            at.lakes(),
            at.ledger,
            processor(at, configuration, "1.2.3", UnaryOperator.identity()),
            at.clock,
            () -> "owner",
            ProgressObserver.NONE);
    Outcome outcome =
        worker.handle(
            new PartitionMessage(Bench.DAY, "run-1", false, false),
            new Delivery(at.clock.instant().plus(Duration.ofMinutes(9)), false, () -> false));
    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
  }

  private PartitionProcessor processor(
      Bench at,
      SilverConfiguration configuration,
      String productVersion,
      UnaryOperator<PartitionReader> view) {
    return new PartitionProcessor(
        at.lakes(),
        format,
        () ->
            planted.apply(
                view.apply(
                    new SortedPartitionReader(
                        format, configuration.features().clock(), directory))),
        configuration,
        productVersion,
        at.clock);
  }

  private Verdict verify(LedgerEntry entry) {
    return new PartitionVerifier(
            bench.lakes(),
            scratch,
            (configuration, view) -> processor(bench, configuration, version, view),
            version,
            4,
            17,
            new StopSignal(bench.clock, Instant.MAX, () -> cancelled))
        .verify(entry);
  }

  /** Shows each snapshot with the bids of the next one: what a shift by the wrong sign does. */
  private record Foresight(PartitionReader inputs) implements PartitionReader {

    @Override
    public PartitionReader on(LocalDate day) {
      return new Foresight(inputs.on(day));
    }

    @Override
    public ScratchSpace scratch() {
      return inputs.scratch();
    }

    @Override
    public Clocks clocks(
        Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades)
        throws IOException {
      return inputs.clocks(wanted, orderBook, trades);
    }

    @Override
    public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
      return inputs.trades(objects);
    }

    @Override
    public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
      OrderedSnapshots rows = inputs.snapshots(objects);
      return new ForwardingSnapshots(rows) {
        private final RawSnapshot shown = new RawSnapshot();
        private boolean more = rows.next();

        @Override
        public boolean next() throws IOException {
          if (!more) {
            return false;
          }
          RawSnapshot now = rows.current();
          shown.set(now.captureMicros(), now.exchangeMillis(), now.nonce());
          copy(now.asks(), shown.asks());
          copy(now.bids(), shown.bids());
          more = rows.next();
          if (more) {
            copy(rows.current().bids(), shown.bids());
          }
          return true;
        }

        private void copy(RawLevels from, RawLevels to) {
          to.set(
              from.prices().clone(),
              from.priceOffset(),
              from.sizes().clone(),
              from.sizeOffset(),
              from.length());
        }

        @Override
        public RawSnapshot current() {
          return shown;
        }
      };
    }
  }

  /** Shows each trade at the price of the last one of the day. */
  private record EarlyTrades(PartitionReader inputs) implements PartitionReader {

    @Override
    public PartitionReader on(LocalDate day) {
      return new EarlyTrades(inputs.on(day));
    }

    @Override
    public ScratchSpace scratch() {
      return inputs.scratch();
    }

    @Override
    public Clocks clocks(
        Clock wanted, List<? extends InputObject> orderBook, List<? extends InputObject> trades)
        throws IOException {
      return inputs.clocks(wanted, orderBook, trades);
    }

    @Override
    public OrderedSnapshots snapshots(List<? extends InputObject> objects) throws IOException {
      return inputs.snapshots(objects);
    }

    @Override
    public OrderedTrades trades(List<? extends InputObject> objects) throws IOException {
      double last = Double.NaN;
      try (OrderedTrades all = inputs.trades(objects)) {
        while (all.next()) {
          last = all.current().price();
        }
      }
      double price = last;
      OrderedTrades rows = inputs.trades(objects);
      return new ForwardingTrades(rows) {
        private final RawTrade shown = new RawTrade();

        @Override
        public boolean next() throws IOException {
          boolean more = rows.next();
          RawTrade now = rows.current();
          shown.set(now.captureMicros(), now.exchangeMillis(), price, now.amount(), now.side());
          return more;
        }

        @Override
        public RawTrade current() {
          return shown;
        }
      };
    }
  }

  private byte[] snapshots() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(SNAPSHOTS);
    RawSnapshot snapshot = new RawSnapshot();
    row.setSnapshot(snapshot);
    try (FeatureWriter writer = format.create(SNAPSHOTS, out)) {
      for (int i = 0; i < ROWS; i++) {
        row.integers()[SNAPSHOTS.slot(0)] = MIDNIGHT + i * STEP;
        double bid = 100 + i % 11 * 0.125;
        snapshot.bids().set(new double[] {bid, bid - 1}, 0, new double[] {1 + i % 5, 2}, 0, 2);
        snapshot.asks().set(new double[] {bid + 3, bid + 4}, 0, new double[] {1 + i % 7, 2}, 0, 2);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private byte[] trades(double amount) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(TRADES);
    try (FeatureWriter writer = format.create(TRADES, out)) {
      for (int i = 0; i < ROWS; i++) {
        row.integers()[TRADES.slot(0)] = MIDNIGHT + i * STEP;
        row.numbers()[TRADES.slot(1)] = 100 + i % 13;
        row.numbers()[TRADES.slot(2)] = amount;
        row.labels()[TRADES.slot(3)] = (byte) (i % 2);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.IDENTITY, "", name, "", false, true, List.of());
  }
}
