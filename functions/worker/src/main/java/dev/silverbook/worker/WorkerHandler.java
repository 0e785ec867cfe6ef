package dev.silverbook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.pipeline.message.BadMessageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda function: one message, one partition. Answers which messages come again; nothing is
 * thrown.
 */
public final class WorkerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  /** The queue of what has just arrived. */
  public static final String LIVE_QUEUE_URL = "SILVERBOOK_LIVE_QUEUE_URL";

  /** The queue of backfills. */
  public static final String BACKFILL_QUEUE_URL = "SILVERBOOK_BACKFILL_QUEUE_URL";

  /** After how many receives a queue gives a message up. */
  public static final String MAX_RECEIVES = "SILVERBOOK_MAX_RECEIVES";

  /** Where messages are kept that nobody can understand. */
  public static final String DEAD_LETTER_QUEUE_URL = "SILVERBOOK_DEAD_LETTER_QUEUE_URL";

  private static final Logger LOGGER = LoggerFactory.getLogger(WorkerHandler.class);

  private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

  /** For the upload of the last bytes and the ledger, before Lambda ends the process. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /**
   * What it is made of.
   *
   * @param clock of the deadlines
   */
  record Parts(PartitionMessages messages, Clock clock) {}

  private final PartitionMessages messages;
  private final Clock clock;

  /** The context of snapshots holds on to nothing, so that this does. */
  @SuppressWarnings("UnusedVariable")
  private final Optional<Resource> priming;

  /** As Lambda makes it, once for many invocations, or once for many snapshots. */
  public WorkerHandler() {
    this(
        StartUp.of(WorkerHandler.class, System.getenv(), WorkerHandler::parts),
        Optional.of(new Priming(SCRATCH, PrimingEffort.chosen(), Clock.systemUTC())));
  }

  WorkerHandler(Parts parts) {
    this(parts, Optional.empty());
  }

  private WorkerHandler(Parts parts, Optional<Resource> priming) {
    this.priming = priming;
    // Where no snapshots are taken, nothing ever comes of it.
    priming.ifPresent(Core.getGlobalContext()::register);
    this.messages = parts.messages();
    this.clock = parts.clock();
  }

  private static Parts parts(Environment environment) {
    Clock clock = Clock.systemUTC();
    Optional<URI> endpoint = AwsSettings.endpoint(environment);
    return new Parts(
        WorkerParts.messages(
            WorkerParts.Services.of(endpoint),
            environment,
            clock,
            () -> UUID.randomUUID().toString(),
            System.out),
        clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    try {
      return messages
          .handle(QueueRecords.of(event), clock.instant().plus(remaining).minus(MARGIN))
          .response();
    } catch (BadMessageException e) {
      // Not from a queue, so there is no message that could come again.
      LOGGER.error("{}", e.getMessage());
      return new QueueAnswer().response();
    }
  }
}
