package dev.silverbook.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.silverbook.aws.AwsAccess;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.generator.BronzeLakeGenerator;
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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.regions.Region;

/**
 * Makes a worker fast before its snapshot is taken: the real worker handles messages about
 * generated days, with clients of its own that an endpoint within this process answers, until what
 * comes back every day is compiled; TLS's cipher likewise. Every worker that is restored from the
 * snapshot has the compiled code.
 *
 * <p>Nothing of it stays but code: no file, thread, connection, credential or random number. What
 * fails here is logged and makes nothing worse than it is without priming: the version is
 * published, and the first partition of each of its workers takes longer.
 */
final class Priming implements Resource {

  private static final Logger LOGGER = LoggerFactory.getLogger(Priming.class);

  /** Of everything. */
  private static final String NAME = "priming";

  private static final Instructions INSTRUCTIONS =
      new Instructions(
          "s3://bronze/" + BronzeLakeGenerator.ORDER_BOOK,
          Optional.of("s3://bronze/" + BronzeLakeGenerator.TRADES),
          "s3://silver/silver",
          AwsSettings.asJson(SilverConfiguration.defaults()));

  private static final CompilerRest COMPILER =
      new CompilerRest(Priming::workedMillis, Priming::pause);

  private static final int TLS_RECORD = 16 << 10;
  private static final int GCM_TAG_BITS = 128;

  private final Path scratch;
  private final PrimingEffort effort;
  private final Clock clock;

  /**
   * Primes in a scratch directory.
   *
   * @param scratch for the days while they are generated; empty again afterwards
   * @param clock says when it has taken its time
   */
  Priming(Path scratch, PrimingEffort effort, Clock clock) {
    this.scratch = scratch;
    this.effort = effort;
    this.clock = clock;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    Instant start = clock.instant();
    Instant end = start.plus(effort.longest());
    try {
      // First, because the compiler is still at work on it when it is through.
      runCipher(end);
      Done done = runWorker(PrimingDays.generate(scratch, effort.snapshots()), end);
      LOGGER.info(
          "primed by {} of {} rounds, {} messages and {} requests in {} ms, {} ms of a processor{}",
          done.rounds(),
          effort.rounds(),
          done.messages(),
          done.requests(),
          Duration.between(start, clock.instant()).toMillis(),
          workedMillis(),
          done.rounds() < effort.rounds() ? "; there was no time for more" : "");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      LOGGER.error("not primed; each new worker's first partition takes longer", e);
    }
    // What it has left behind need not be in the snapshot.
    System.gc();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was opened, so nothing has to be opened again.
  }

  /**
   * What was done.
   *
   * @param rounds over all days
   * @param requests that the endpoint has answered
   */
  record Done(int rounds, int messages, int requests) {}

  /**
   * Handles messages about all days again and again, and waits for the compiler each time.
   *
   * @param end no message is begun after that
   * @throws IllegalStateException when a message is not worked on to its end
   */
  Done runWorker(PrimingDays days, Instant end) throws IOException {
    try (PrimingEndpoint endpoint = new PrimingEndpoint(days.lake());
        PrimingCredentials credentials = PrimingCredentials.of(endpoint.credentials());
        Services services =
            Services.of(
                new AwsAccess(
                    Optional.of(endpoint.uri()), Region.EU_CENTRAL_1, credentials.provider()))) {
      PartitionMessages messages =
          WorkerParts.messages(
              services,
              new Environment(variables(endpoint.uri())),
              clock,
              // A random number would be the same in every worker that is restored.
              () -> NAME,
              new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      int message = 0;
      for (int round = 0; round < effort.rounds(); round++) {
        for (PartitionId day : days.partitions()) {
          if (!clock.instant().isBefore(end)) {
            return new Done(round, message, endpoint.requests());
          }
          message++;
          int outputs = endpoint.outputs();
          boolean consumed =
              messages
                  .handle(QueueRecords.of(event(day, message)), Instant.MAX)
                  .response()
                  .getBatchItemFailures()
                  .isEmpty();
          if (!consumed || endpoint.outputs() == outputs) {
            throw new IllegalStateException(
                "message " + message + " of priming has written nothing; see the lines before");
          }
        }
        // What is waited for here is compiled before the next round, and before the snapshot.
        COMPILER.await(() -> clock.instant().isBefore(end));
      }
      return new Done(effort.rounds(), message, endpoint.requests());
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

  /** A message as the functions send it and Lambda delivers it. */
  private SQSEvent event(PartitionId day, int run) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(NAME + run);
    message.setReceiptHandle(NAME);
    message.setBody(
        PartitionMessageJson.write(
            new PartitionMessage(day, NAME + run, false, true).with(INSTRUCTIONS)));
    message.setAttributes(
        Map.of("ApproximateReceiveCount", "1", "SentTimestamp", Long.toString(clock.millis())));
    message.setEventSourceArn("arn:aws:sqs:eu-central-1:000000000000:" + NAME);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }

  /** Where the system does not say that, the time of what is compiled is close. */
  private static long workedMillis() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toMillis)
        .orElseGet(Priming::compilationMillis);
  }

  private static long compilationMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  /** Without compiled code AES-GCM takes longer than all the rest of a partition. */
  private void runCipher(Instant end) throws GeneralSecurityException {
    SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] plain = new byte[TLS_RECORD];
    byte[] nonce = new byte[12];
    for (int record = 0; record < effort.records() && clock.instant().isBefore(end); record++) {
      nonce[0] = (byte) record;
      nonce[1] = (byte) (record >>> 8);
      nonce[2] = (byte) (record >>> 16);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
      byte[] encrypted = cipher.doFinal(plain);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
      plain = cipher.doFinal(encrypted);
    }
  }
}
