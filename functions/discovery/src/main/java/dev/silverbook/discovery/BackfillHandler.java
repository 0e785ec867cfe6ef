package dev.silverbook.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.SqsQueue;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.EmbeddedMetrics.Group;
import dev.silverbook.aws.function.EmbeddedMetrics.Metric;
import dev.silverbook.aws.function.EmbeddedMetrics.Unit;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.runs.CancelledRuns;
import dev.silverbook.pipeline.runs.CostEstimate;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Lambda function: a backfill, for the schedule, for people, and for itself.
 *
 * <ul>
 *   <li>Given a {@link BackfillRequest}, it starts a run and answers with {@link BackfillResult}.
 *       What is wrong with the request is thrown, so that the invoker sees it.
 *   <li>Given messages of its continuation queue, it goes on from their cursors and answers which
 *       messages have to come again.
 * </ul>
 */
public final class BackfillHandler implements RequestStreamHandler {

  /** The queue that the function consumes itself. */
  public static final String CONTINUATION_QUEUE_URL = "SILVERBOOK_CONTINUATION_QUEUE_URL";

  /** What a worker costs follows from its memory. */
  public static final String WORKER_MEMORY = "SILVERBOOK_WORKER_MEMORY";

  /** As Lambda allows. */
  private static final int MOST_MEGABYTES = 10_240;

  private static final Logger LOGGER = LoggerFactory.getLogger(BackfillHandler.class);

  /** Calls to S3, DynamoDB and SQS under way at most. */
  public static final int THREADS = 32;

  /**
   * So often a backfill goes on by itself: a week, in which it decides about any lake. Lambda,
   * which would stop such a chain after sixteen hops, is told by the template to leave that to us.
   */
  static final int MOST_INVOCATIONS = 700;

  /** For what is under way when the time is over, and for handing the cursor on. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /**
   * What it is made of.
   *
   * @param continuations where cursors go
   * @param runs where runs are recorded
   * @param workerMemory memory of a worker in megabytes, for estimates
   */
  record Parts(
      Backfill backfill,
      Continuations continuations,
      Runs runs,
      int workerMemory,
      EmbeddedMetrics metrics,
      Clock clock) {}

  private final Backfill backfill;
  private final Continuations continuations;
  private final Runs runs;
  private final int workerMemory;
  private final EmbeddedMetrics metrics;
  private final Clock clock;

  /** As Lambda makes it, once for many invocations. */
  public BackfillHandler() {
    this(StartUp.of(BackfillHandler.class, System.getenv(), BackfillHandler::parts));
  }

  BackfillHandler(Parts parts) {
    this.backfill = parts.backfill();
    this.continuations = parts.continuations();
    this.runs = parts.runs();
    this.workerMemory = parts.workerMemory();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
  }

  private static Parts parts(Environment environment) {
    AwsSettings settings = AwsSettings.of(environment);
    SqsClient sqs = AwsClients.sqs(settings.endpoint());
    Clock clock = Clock.systemUTC();
    DynamoDbClient dynamoDb = AwsClients.dynamoDb(settings.endpoint());
    Runs runs = new DynamoDbRuns(dynamoDb, settings.table());
    Backfill backfill =
        new Backfill(
            new S3Store(AwsClients.s3(settings.endpoint()), settings.orderBooks()),
            settings.orderBookLayout(),
            new DynamoDbLedger(dynamoDb, settings.table()),
            new Fingerprint(settings.configuration(), settings.trades().isPresent()),
            new SqsQueue(sqs, settings.queueUrl().toString(), settings.instructions()),
            new CancelledRuns(runs, clock)::has,
            clock,
            THREADS);
    Continuations continuations =
        new SqsContinuations(
            sqs,
            environment
                .url(CONTINUATION_QUEUE_URL, "the URL of the continuation queue")
                .toString());
    EmbeddedMetrics metrics = new EmbeddedMetrics(environment.application(), clock, System.out);
    int workerMemory =
        environment.number(WORKER_MEMORY, "the workers' memory in megabytes", 1, MOST_MEGABYTES);
    return new Parts(backfill, continuations, runs, workerMemory, metrics, clock);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String json = new String(input.readAllBytes(), UTF_8);
    Instant stopAt = stopAt(Duration.ofMillis(context.getRemainingTimeInMillis()));
    if (isQueueEvent(json)) {
      goOn(QueueRecords.decode(json), stopAt).writeTo(output);
    } else {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      BackfillRequest request = BackfillRequest.parse(json, today);
      BackfillCursor start = BackfillCursor.start(request, "backfill-" + context.getAwsRequestId());
      run(start, stopAt).writeTo(output);
    }
  }

  private QueueAnswer goOn(List<QueueRecord> messages, Instant stopAt) {
    QueueAnswer answer = new QueueAnswer();
    for (QueueRecord message : messages) {
      try {
        BackfillCursor cursor = BackfillCursor.parse(message.body());
        if (cursor.invocations() >= MOST_INVOCATIONS) {
          throw new BadRequestException(
              "%s has been worked on %d times and is not complete; start a backfill of fewer days, from %s on"
                  .formatted(
                      cursor.runId(),
                      cursor.invocations(),
                      cursor.after().map(PartitionId::key).orElse("the first")),
              null);
        }
        run(cursor, stopAt);
      } catch (BadRequestException | StoreException e) {
        // It comes again, and ends in the dead-letter queue when that does not help.
        LOGGER.error("message {} could not be continued: {}", message.messageId(), e.getMessage());
        answer.failed(message.messageId());
      } catch (RuntimeException e) {
        LOGGER.error("message {} could not be continued", message.messageId(), e);
        answer.failed(message.messageId());
      }
    }
    return answer;
  }

  private BackfillResult run(BackfillCursor start, Instant stopAt) {
    MDC.put("runId", start.runId());
    try {
      RunRecord run = runs.begin(record(start));
      BackfillResult result =
          switch (run.state()) {
            case LISTING, FAILED -> recorded(run, start, stopAt);
            case SENT -> new BackfillResult(start, BackfillResult.Ending.SENT_BEFORE);
            case CANCELLED -> new BackfillResult(start, BackfillResult.Ending.CANCELLED);
          };
      tell(start, result);
      return result;
    } finally {
      MDC.clear();
    }
  }

  private RunRecord record(BackfillCursor start) {
    return RunRecord.begun(
        start.runId(),
        RunRecord.Kind.BACKFILL,
        CompactJson.of(start.request().toMap()),
        start.request().startedBy(),
        clock.instant());
  }

  /** Goes on, and notes how far it came. */
  private BackfillResult recorded(RunRecord run, BackfillCursor start, Instant stopAt) {
    try {
      BackfillResult result = backfill.run(start, stopAt);
      if (result.ending() == BackfillResult.Ending.CONTINUES) {
        continuations.send(result.cursor());
      }
      BackfillTotals totals = result.cursor().totals();
      CostEstimate cost = totals.estimate(workerMemory);
      if (result.ending() != BackfillResult.Ending.CANCELLED) {
        RunRecord.State state =
            result.ending() == BackfillResult.Ending.CONTINUES
                ? RunRecord.State.LISTING
                : RunRecord.State.SENT;
        runs.report(
            run.progressed(totals.partitions(), totals.sent(), state, clock.instant())
                .costing(cost));
      }
      return result.costing(cost);
    } catch (RuntimeException e) {
      // Whoever invoked it tries again, or somebody else later; until then it is told.
      noteFailure(run, e);
      throw e;
    }
  }

  private void noteFailure(RunRecord run, RuntimeException failure) {
    try {
      runs.report(run.failed(String.valueOf(failure.getMessage()), clock.instant()));
    } catch (StoreException e) {
      failure.addSuppressed(e);
    }
  }

  private void tell(BackfillCursor start, BackfillResult result) {
    BackfillTotals totals = result.cursor().totals();
    metrics.emit(
        "backfill " + result.ending(),
        List.of(
            Group.overall(
                List.of(
                    new Metric("PartitionsSent", Unit.COUNT, totals.sent() - start.totals().sent()),
                    new Metric(
                        "PartitionsUnsent",
                        Unit.COUNT,
                        totals.unsent() - start.totals().unsent())))),
        result.toMap());
  }

  /** Short invocations, as in tests, keep at least half of their time. */
  private Instant stopAt(Duration remaining) {
    Duration half = remaining.dividedBy(2);
    Duration margin = half.compareTo(MARGIN) < 0 ? half : MARGIN;
    return clock.instant().plus(remaining).minus(margin);
  }

  private static boolean isQueueEvent(String json) {
    try {
      return JsonValue.parse(json).has("Records");
    } catch (MalformedJsonException e) {
      // Not JSON, or nothing: whoever reads it as a request says what is wrong.
      return false;
    }
  }
}
