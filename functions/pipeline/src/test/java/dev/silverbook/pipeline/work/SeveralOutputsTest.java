package dev.silverbook.pipeline.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Dataset;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A partition with several outputs: each is put under its own condition, in order. */
class SeveralOutputsTest {

  private static final Duration PAST_EVERY_LEASE = Duration.ofHours(1);
  private static final int MOST_RECEIVES = 5;
  private static final Set<Dataset> ALL = EnumSet.allOf(Dataset.class);

  @Test
  void allOutputsAreListedInTheOrderOfTheirPutsOrderBookLast() {
    Bench bench = Bench.withADay();

    Outcome outcome = handle(bench, ALL);

    assertThat(outcome).isInstanceOf(Outcome.Processed.class);
    assertThat(bench.entry().outputs())
        .extracting(WrittenOutput::dataset)
        .containsExactly(Dataset.LABELS, Dataset.BARS, Dataset.ORDERBOOK);
    assertListed(bench);
    assertThat(bench.silver.objects(""))
        .extracting(StoredObject::key)
        .containsExactly(key(Dataset.BARS), key(Dataset.LABELS), key(Dataset.ORDERBOOK));
  }

  /** What another worker writes after it has taken the lease over must not be taken for seen. */
  @Test
  void everyOutputIsLookedUpBeforeTheClaimAndNoneAfterIt() {
    Bench bench = Bench.withADay();
    List<String> steps = new ArrayList<>();
    Steps recorded =
        new Steps() {
          @Override
          public void before(String step) {
            steps.add(step);
          }

          @Override
          public void after(String step) {}
        };

    worker(bench, stepped(bench, recorded), new SteppedLedger(bench.ledger, recorded), ALL)
        .handle(Bench.message(), bench.delivery());

    int claim = steps.indexOf("claim");
    assertThat(steps.subList(0, claim).stream().filter("find"::equals)).hasSize(ALL.size());
    assertThat(steps.subList(claim, steps.size())).contains("put").doesNotContain("find");
  }

  @ParameterizedTest
  @EnumSource(Fault.Kind.class)
  void aFaultAtAnyStepEndsInTheSameBytesOfEveryOutput(Fault.Kind kind) {
    Bench undisturbed = Bench.withADay();
    handle(undisturbed, ALL);
    int broken = 0;
    for (int step = 1; ; step++) {
      Bench bench = Bench.withADay();
      Fault fault = new Fault(kind, step);
      worker(bench, stepped(bench, fault), new SteppedLedger(bench.ledger, fault), ALL)
          .handle(Bench.message(), bench.delivery());
      if (!fault.struck()) {
        break;
      }
      broken++;

      drain(bench, ALL);

      assertThat(bytes(bench)).as("%s at step %d", kind, step).isEqualTo(bytes(undisturbed));
      assertListed(bench);
    }
    assertThat(broken).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource(Fault.Kind.class)
  void aFaultAtAnyStepOfAnUpdateThatDropsADatasetLeavesNothingBehind(Fault.Kind kind) {
    Set<Dataset> less = EnumSet.of(Dataset.ORDERBOOK, Dataset.BARS);
    for (int step = 1; ; step++) {
      Bench bench = Bench.withADay();
      handle(bench, ALL);
      Bench.put(bench.trades, Bench.PREFIX + "late.parquet", "700000|100|5|buy");
      Fault fault = new Fault(kind, step);
      worker(bench, stepped(bench, fault), new SteppedLedger(bench.ledger, fault), less)
          .handle(Bench.message(), bench.delivery());
      if (!fault.struck()) {
        break;
      }

      drain(bench, less);

      assertThat(bench.silver.objects(""))
          .as("%s at step %d", kind, step)
          .extracting(StoredObject::key)
          .containsExactly(key(Dataset.BARS), key(Dataset.ORDERBOOK));
      assertListed(bench);
    }
  }

  @ParameterizedTest
  @EnumSource(Dataset.class)
  void anOutputThatIsMissingMakesThePartitionDue(Dataset dataset) {
    Bench bench = Bench.withADay();
    handle(bench, ALL);
    Map<String, String> before = bytes(bench);
    bench.silver.remove(key(dataset));

    assertThat(handle(bench, ALL)).isInstanceOf(Outcome.Processed.class);

    assertThat(bytes(bench)).isEqualTo(before);
    assertListed(bench);
    assertThat(handle(bench, ALL)).isInstanceOf(Outcome.Unchanged.class);
  }

  @ParameterizedTest
  @EnumSource(Dataset.class)
  void anOutputThatWasReplacedMakesThePartitionDue(Dataset dataset) {
    Bench bench = Bench.withADay();
    handle(bench, ALL);
    Map<String, String> before = bytes(bench);
    Bench.put(bench.silver, key(dataset), "somebody else's");

    assertThat(handle(bench, ALL)).isInstanceOf(Outcome.Processed.class);

    assertThat(bytes(bench)).isEqualTo(before);
    assertListed(bench);
  }

  @Test
  void aDroppedDatasetThatSomebodyReplacedIsLeftAlone() {
    Bench bench = Bench.withADay();
    handle(bench, ALL);
    Bench.put(bench.silver, key(Dataset.LABELS), "somebody else's");
    Bench.put(bench.trades, Bench.PREFIX + "late.parquet", "700000|100|5|buy");

    assertThat(handle(bench, EnumSet.of(Dataset.ORDERBOOK))).isInstanceOf(Outcome.Processed.class);

    assertThat(new String(bench.silver.bytes(key(Dataset.LABELS)).orElseThrow(), UTF_8))
        .isEqualTo("somebody else's");
    assertThat(bench.silver.find(key(Dataset.BARS))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dataset.class)
  void aPutThatIsOvertakenLeavesLaterOnesAlone(Dataset dataset) {
    Bench bench = Bench.withADay();
    int puts = Dataset.values().length - List.of(Dataset.values()).indexOf(dataset);
    Steps foreign =
        new Steps() {
          private int seen;

          @Override
          public void before(String step) {
            if (step.equals("put") && ++seen == puts) {
              Bench.put(bench.silver, key(dataset), "somebody else's");
            }
          }

          @Override
          public void after(String step) {}
        };

    Outcome outcome =
        worker(bench, stepped(bench, foreign), bench.ledger, ALL)
            .handle(Bench.message(), bench.delivery());

    assertThat(outcome).isInstanceOf(Outcome.Retrying.class);
    assertThat(bench.silver.objects("")).hasSize(puts);
    drain(bench, ALL);
    assertListed(bench);
  }

  private static String key(Dataset dataset) {
    return PartitionWorker.outputKey(dataset, Bench.DAY);
  }

  private static LakeStores stepped(Bench bench, Steps steps) {
    return new LakeStores(
        new SteppedStore(bench.orderBook, steps),
        bench.lakes().trades().map(store -> new SteppedStore(store, steps)),
        new SteppedStore(bench.silver, steps));
  }

  private static PartitionWorker worker(
      Bench bench, LakeStores lakes, Ledger ledger, Set<Dataset> datasets) {
    return bench.worker(lakes, ledger, new Copies(bench.processor(lakes), datasets));
  }

  private static Outcome handle(Bench bench, Set<Dataset> datasets) {
    return worker(bench, bench.lakes(), bench.ledger, datasets)
        .handle(Bench.message(), bench.delivery());
  }

  private static void drain(Bench bench, Set<Dataset> datasets) {
    for (int receive = 1; receive <= MOST_RECEIVES; receive++) {
      Outcome outcome = handle(bench, datasets);
      if (!(outcome instanceof Outcome.Busy) && !(outcome instanceof Outcome.Retrying)) {
        return;
      }
      bench.clock.advance(PAST_EVERY_LEASE);
    }
    throw new AssertionError("the message was not consumed");
  }

  private static void assertListed(Bench bench) {
    assertThat(bench.entry().status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.entry().fingerprint()).isEqualTo(bench.fingerprint());
    for (WrittenOutput output : bench.entry().outputs()) {
      assertThat(bench.silver.find(output.key()).map(StoredObject::etag)).contains(output.etag());
    }
    assertThat(bench.silver.objects("")).hasSameSizeAs(bench.entry().outputs());
  }

  private static Map<String, String> bytes(Bench bench) {
    Map<String, String> bytes = new TreeMap<>();
    for (StoredObject object : bench.silver.objects("")) {
      bytes.put(object.key(), new String(bench.silver.bytes(object.key()).orElseThrow(), UTF_8));
    }
    return bytes;
  }

  /** The features, and for each other dataset a line that depends on the same inputs. */
  private record Copies(PartitionProcessor processor, Set<Dataset> datasets)
      implements Computation {

    @Override
    public SilverConfiguration configuration() {
      return processor.configuration();
    }

    @Override
    public PartitionStats process(
        PartitionInputs inputs,
        String fingerprint,
        OutputStreams out,
        StopSignal stop,
        ProgressObserver progress)
        throws IOException {
      for (Dataset dataset : datasets) {
        if (dataset != Dataset.ORDERBOOK) {
          try (OutputStream stream = out.open(dataset)) {
            stream.write((dataset + " of " + List.of(fingerprint)).getBytes(UTF_8));
          }
        }
      }
      return processor.process(inputs, fingerprint, out, stop, progress);
    }
  }
}
