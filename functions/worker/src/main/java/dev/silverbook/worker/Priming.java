package dev.silverbook.worker;

import dev.silverbook.aws.ClientWarmUp;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a worker fast before its snapshot is taken: the real pipeline runs on a generated day until
 * the compiler has nothing left to do with it, TLS's cipher likewise, and the SDK's calls are made
 * to where nobody listens. Every worker that is restored from the snapshot has the compiled code.
 *
 * <p>Nothing of it stays but code: no file, thread, connection, credential or random number. What
 * fails here fails the publishing of the version, and with it the deployment.
 */
final class Priming implements Resource {

  private static final Logger LOGGER = LoggerFactory.getLogger(Priming.class);

  private static final PartitionId DAY =
      new PartitionId("priming", "BTC~USDT", LocalDate.of(2024, 8, 8));

  /** So many at most, should the compiler find something to do for ever. */
  private static final int MOST_ROUNDS = 15;

  /** A round that is compiled for less than that finds the code compiled. */
  private static final long LITTLE_COMPILATION_MILLIS = 60;

  private static final int TLS_RECORD = 16 << 10;
  private static final int GCM_TAG_BITS = 128;

  private final Path scratch;
  private final int snapshots;
  private final int records;
  private final Runnable clients;

  /**
   * Primes in this scratch directory.
   *
   * @param scratch for the day while it is generated; empty again afterwards
   */
  Priming(Path scratch) {
    this(scratch, 21_600, 4_000, ClientWarmUp::run);
  }

  /**
   * Primes with less.
   *
   * @param snapshots of the generated day, and half as many trades
   * @param records of TLS that are encrypted and decrypted
   * @param clients warms the SDK's clients up
   */
  Priming(Path scratch, int snapshots, int records, Runnable clients) {
    this.scratch = scratch;
    this.snapshots = snapshots;
    this.records = records;
    this.clients = clients;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context)
      throws IOException, GeneralSecurityException {
    long start = System.nanoTime();
    int rounds = runPipeline(generatedDay());
    runCipher();
    clients.run();
    // What the rounds have left behind need not be in the snapshot.
    System.gc();
    LOGGER.info(
        "primed by {} rounds of {} snapshots in {} ms",
        rounds,
        snapshots,
        (System.nanoTime() - start) / 1_000_000);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was opened, so nothing has to be opened again.
  }

  /** Runs until a round needs no compilation; how many that took. */
  int runPipeline(MemoryLake lake) throws IOException {
    LakeStores lakes =
        new LakeStores(
            lake.below(BronzeLakeGenerator.ORDER_BOOK),
            Optional.of(lake.below(BronzeLakeGenerator.TRADES)),
            lake.below("silver"));
    PartitionInputs inputs = new InputListing(lakes).list(DAY);
    SilverConfiguration configuration = SilverConfiguration.defaults();
    ParquetFormat format = new ParquetFormat();
    PartitionProcessor processor =
        new PartitionProcessor(
            lakes,
            format,
            () -> new SortedPartitionReader(format, configuration.features().clock(), scratch),
            configuration,
            "priming",
            Clock.systemUTC());
    for (int round = 1; ; round++) {
      long before = compilationMillis();
      processor.process(
          inputs,
          "priming",
          dataset -> OutputStream.nullOutputStream(),
          new StopSignal(Clock.systemUTC(), Instant.MAX, () -> false),
          ProgressObserver.NONE);
      if (round == MOST_ROUNDS || compilationMillis() - before < LITTLE_COMPILATION_MILLIS) {
        return round;
      }
    }
  }

  private static long compilationMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  /** Without compiled code AES-GCM takes longer than all the rest of a partition. */
  private void runCipher() throws GeneralSecurityException {
    SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] plain = new byte[TLS_RECORD];
    byte[] nonce = new byte[12];
    for (int record = 0; record < records; record++) {
      nonce[0] = (byte) record;
      nonce[1] = (byte) (record >>> 8);
      nonce[2] = (byte) (record >>> 16);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
      byte[] encrypted = cipher.doFinal(plain);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
      plain = cipher.doFinal(encrypted);
    }
  }

  private MemoryLake generatedDay() throws IOException {
    Path directory = scratch.resolve("priming");
    try {
      new BronzeLakeGenerator(
              GeneratorOptions.builder()
                  .exchanges(List.of(DAY.exchange()))
                  .symbols(List.of(DAY.symbol()))
                  .startDate(DAY.date())
                  .rowsPerDay(snapshots)
                  .tradesPerDay(snapshots / 2)
                  .segmentsPerDay(4)
                  .replace(true)
                  .build(),
              new ParquetFormat())
          .generate(directory, GenerationListener.SILENT);
      return MemoryLake.of(directory);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
