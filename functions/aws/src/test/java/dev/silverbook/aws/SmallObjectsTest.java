package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.standin.DelayedBucket;
import dev.silverbook.aws.standin.SmallObjects;
import dev.silverbook.features.Dataset;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.s3.S3Client;

/** How often a partition of many small objects is fetched, read by the real pipeline. */
@Execution(ExecutionMode.CONCURRENT)
class SmallObjectsTest {

  /** All passes over an object together. */
  private static final double GETS_PER_OBJECT = 1.1;

  private static final int LARGEST = 8 << 20;
  private static final long NO_ROOM = 0;
  private static final long PLENTY = 1L << 40;

  /** Books and trades look at the disk once each before they copy. */
  private static final int LAKES = 2;

  private static final SmallObjects IN_ORDER = new SmallObjects(400, 20, 20, 1);

  /** Each larger than what a reader itself keeps for its next pass. */
  private static final SmallObjects LARGER = new SmallObjects(30, 1_000, 20, 1);

  /** More than are merged at once, and more rows than a sort holds in memory. */
  private static final SmallObjects OVERLAPPING = new SmallObjects(60, 1_000, 20, 30);

  @TempDir private Path lake;
  @TempDir private Path scratch;

  private DelayedBucket bucket;
  private S3Client client;

  /**
   * What came of it.
   *
   * @param features bytes of the file, a character each
   */
  private record Result(String features, PartitionStats stats, double getsPerObject) {}

  private void serve(SmallObjects objects) throws IOException {
    Path directory = lake.resolve(String.valueOf(objects.objects()));
    objects.write(directory);
    bucket = new DelayedBucket(directory, 0);
    client = TestClients.s3(bucket.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    bucket.close();
  }

  private LakeStore store(String directory, long memory) {
    return new S3Store(
        client,
        new S3Location("bronze", directory + "/"),
        new RecordedPauses(),
        5 << 20,
        new HeldBytes(LARGEST, memory));
  }

  private Result process(long memory, ScratchSpace.FreeSpace disk) throws IOException {
    LakeStores lakes =
        new LakeStores(
            store(SmallObjects.BOOKS, memory),
            Optional.of(store(SmallObjects.TRADES, memory)),
            store("silver", memory));
    SilverConfiguration configuration = SilverConfiguration.defaults();
    ParquetFormat format = new ParquetFormat();
    ByteArrayOutputStream features = new ByteArrayOutputStream();
    PartitionProcessor processor =
        new PartitionProcessor(
            lakes,
            format,
            () ->
                new SortedPartitionReader(
                    format, configuration.features().clock(), new ScratchSpace(scratch, disk)),
            configuration,
            "test",
            Clock.systemUTC());
    long before = bucket.gets();
    PartitionStats stats =
        processor.process(
            new InputListing(lakes).list(SmallObjects.PARTITION),
            "fingerprint",
            dataset -> dataset == Dataset.ORDERBOOK ? features : OutputStream.nullOutputStream(),
            new StopSignal(Clock.systemUTC(), Instant.MAX, () -> false),
            ProgressObserver.NONE);
    return new Result(
        features.toString(ISO_8859_1), stats, (double) (bucket.gets() - before) / bucket.objects());
  }

  @Test
  void allPassesTogetherFetchAnObjectOnceWhenMemoryHoldsThem() throws IOException {
    serve(IN_ORDER);
    Result result = process(PLENTY, directory -> PLENTY);

    assertThat(result.getsPerObject()).isEqualTo(1);
    assertThat(result.stats().scratchBytes()).isZero();
  }

  @Test
  void whatMemoryCannotHoldWaitsOnTheScratchDiskForTheNextPass() throws IOException {
    serve(IN_ORDER);
    Result small = process(1 << 20, directory -> PLENTY);
    Result none = process(0, directory -> PLENTY);

    assertThat(small.getsPerObject()).isLessThanOrEqualTo(GETS_PER_OBJECT);
    assertThat(none.getsPerObject()).isLessThanOrEqualTo(GETS_PER_OBJECT);
    assertThat(small.stats().bytesIn()).as("more than the memory").isGreaterThan(3 << 20);
    assertThat(small.stats().scratchBytes()).isBetween(1L << 20, small.stats().bytesIn());
    assertThat(none.stats().scratchBytes()).isEqualTo(none.stats().bytesIn());
    assertThat(none.features()).isEqualTo(small.features());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aFullScratchDiskCostsRequestsAndNothingElse() throws IOException {
    serve(LARGER);
    Result roomy = process(1 << 20, directory -> PLENTY);
    Result full = process(1 << 20, directory -> NO_ROOM);

    assertThat(full.getsPerObject()).isGreaterThan(GETS_PER_OBJECT);
    assertThat(full.stats().scratchBytes()).isZero();
    assertThat(full.features()).isEqualTo(roomy.features());
  }

  @Test
  void copiesGiveWayWhenRowsHaveToBeSorted() throws IOException {
    serve(OVERLAPPING);
    Result roomy = process(1 << 20, directory -> PLENTY);

    AtomicInteger asked = new AtomicInteger();
    Result narrow =
        process(1 << 20, directory -> asked.getAndIncrement() < LAKES ? PLENTY : NO_ROOM);

    assertThat(asked).as("asked again before each run").hasValueGreaterThan(LAKES);
    assertThat(narrow.getsPerObject()).isGreaterThan(roomy.getsPerObject());
    assertThat(narrow.stats().scratchBytes()).isLessThan(roomy.stats().scratchBytes());
    assertThat(narrow.features()).isEqualTo(roomy.features());
    assertThat(scratch).isEmptyDirectory();
  }
}
