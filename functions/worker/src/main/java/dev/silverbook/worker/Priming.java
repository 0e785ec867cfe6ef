package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.worker.WorkerParts.Services;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Makes a worker fast before its snapshot is taken: the real worker handles messages about a
 * generated day, with clients of its own that an endpoint within this process answers, until the
 * compiler has nothing left to do with it; TLS's cipher likewise. Every worker that is restored
 * from the snapshot has the compiled code.
 *
 * <p>Nothing of it stays but code: no file, thread, connection, credential or random number. What
 * fails here fails the publishing of the version, and with it the deployment.
 */
final class Priming implements Resource {

  private static final Logger LOGGER = LoggerFactory.getLogger(Priming.class);

  /** Of everything. */
  private static final String NAME = "priming";

  private static final StaticCredentialsProvider NO_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));

  private static final PartitionId DAY =
      new PartitionId(NAME, "BTC~USDT", LocalDate.of(2024, 8, 8));

  /** So many at most, should the compiler find something to do for ever. */
  private static final int MOST_ROUNDS = 15;

  /** A round that is compiled for less than that finds the code compiled. */
  private static final long LITTLE_COMPILATION_MILLIS = 60;

  private static final int TLS_RECORD = 16 << 10;
  private static final int GCM_TAG_BITS = 128;

  private final Path scratch;
  private final int snapshots;
  private final int records;

  /**
   * Primes in this scratch directory.
   *
   * @param scratch for the day while it is generated; empty again afterwards
   */
  Priming(Path scratch) {
    this(scratch, 21_600, 4_000);
  }

  /**
   * Primes with less.
   *
   * @param snapshots of the generated day, and half as many trades
   * @param records of TLS that are encrypted and decrypted
   */
  Priming(Path scratch, int snapshots, int records) {
    this.scratch = scratch;
    this.snapshots = snapshots;
    this.records = records;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context)
      throws IOException, GeneralSecurityException {
    long start = System.nanoTime();
    // First, because the compiler is still at work on it when it is through.
    runCipher();
    int rounds = runWorker(generatedDay());
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

  /**
   * Handles a message again and again, until that needs no compilation; how often that was.
   *
   * @throws IllegalStateException when a message is not worked on to its end
   */
  int runWorker(MemoryLake lake) throws IOException {
    Clock clock = Clock.systemUTC();
    try (PrimingEndpoint endpoint = new PrimingEndpoint(lake);
        Services services =
            Services.of(
                new AwsAccess(Optional.of(endpoint.uri()), Region.EU_CENTRAL_1, NO_CREDENTIALS))) {
      PartitionMessages messages =
          WorkerParts.messages(
              services,
              new Environment(variables(endpoint.uri())),
              clock,
              // A random number would be the same in every worker that is restored.
              () -> NAME,
              new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      for (int round = 1; ; round++) {
        long before = compilationMillis();
        QueueRecord message =
            new QueueRecord(NAME + round, NAME, body(round), 1, Optional.of(clock.instant()), NAME);
        int outputs = endpoint.outputs();
        boolean consumed = messages.handle(List.of(message), Instant.MAX).failures().isEmpty();
        if (!consumed || endpoint.outputs() == outputs) {
          throw new IllegalStateException(
              "round " + round + " of priming has written nothing; see the lines before");
        }
        if (round == MOST_ROUNDS || compilationMillis() - before < LITTLE_COMPILATION_MILLIS) {
          return round;
        }
      }
    }
  }

  private static Map<String, String> variables(URI endpoint) {
    return Map.of(
        AwsSettings.TABLE,
        NAME,
        WorkerHandler.LIVE_QUEUE_URL,
        endpoint + "/" + NAME,
        WorkerHandler.BACKFILL_QUEUE_URL,
        endpoint + "/backfill",
        WorkerHandler.DEAD_LETTER_QUEUE_URL,
        endpoint + "/dead",
        WorkerHandler.MAX_RECEIVES,
        "20",
        Environment.APPLICATION,
        NAME);
  }

  /** A message as the functions send it. */
  private static String body(int round) {
    return PartitionMessageJson.write(
        new PartitionMessage(DAY, NAME + round, false, true)
            .with(
                new Instructions(
                    "s3://bronze/" + BronzeLakeGenerator.ORDER_BOOK,
                    Optional.of("s3://bronze/" + BronzeLakeGenerator.TRADES),
                    "s3://silver/silver",
                    AwsSettings.asJson(SilverConfiguration.defaults()))));
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
    // Another process may do the same in the same place, though not in a function.
    Path directory = scratch.resolve(NAME + "-" + ProcessHandle.current().pid());
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
