package dev.silverbook.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.SqsQueue;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.events.QueueRecords;
import dev.silverbook.aws.function.EmbeddedMetrics;
import dev.silverbook.aws.function.EmbeddedMetrics.Group;
import dev.silverbook.aws.function.EmbeddedMetrics.Metric;
import dev.silverbook.aws.function.EmbeddedMetrics.Unit;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.aws.function.StartUp;
import dev.silverbook.pipeline.message.BadMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Lambda function: object-created events from their queue, in every shape. Nothing is thrown.
 *
 * <p>It reads the event's JSON itself: Lambda's own reader of it takes a quarter of the start of a
 * function that has next to nothing else to do.
 */
public final class ArrivalsHandler implements RequestStreamHandler {

  /** How long to wait for more objects of a partition. */
  public static final String SETTLE_SECONDS = "SILVERBOOK_SETTLE_SECONDS";

  /** As SQS can delay a message. */
  private static final int LONGEST_SETTLE_SECONDS = 900;

  private static final Logger LOGGER = LoggerFactory.getLogger(ArrivalsHandler.class);

  /** Calls to DynamoDB under way at most. */
  private static final int THREADS = 16;

  /** What it is made of. */
  record Parts(Arrivals arrivals, EmbeddedMetrics metrics) {}

  private final Arrivals arrivals;
  private final EmbeddedMetrics metrics;

  /** As Lambda makes it, once for many invocations. */
  public ArrivalsHandler() {
    this(StartUp.of(ArrivalsHandler.class, System.getenv(), ArrivalsHandler::parts));
  }

  ArrivalsHandler(Parts parts) {
    this.arrivals = parts.arrivals();
    this.metrics = parts.metrics();
  }

  private static Parts parts(Environment environment) {
    AwsSettings settings = AwsSettings.of(environment);
    Clock clock = Clock.systemUTC();
    int settleSeconds =
        environment.number(SETTLE_SECONDS, "the settle time in seconds", 0, LONGEST_SETTLE_SECONDS);
    Arrivals arrivals =
        new Arrivals(
            settings.orderBooks(),
            settings.trades(),
            settings.orderBookLayout(),
            settings.tradesLayout(),
            new DynamoDbLedger(AwsClients.dynamoDb(settings.endpoint()), settings.table()),
            new SqsQueue(
                AwsClients.sqs(settings.endpoint()),
                settings.queueUrl().toString(),
                settings.instructions()),
            clock,
            Duration.ofSeconds(settleSeconds),
            Executors.newFixedThreadPool(THREADS, ArrivalsHandler::thread));
    return new Parts(arrivals, new EmbeddedMetrics(environment.application(), clock, System.out));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "arrivals");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String json = new String(input.readAllBytes(), UTF_8);
    handle(json, "arrivals-" + context.getAwsRequestId()).writeTo(output);
  }

  private QueueAnswer handle(String event, String runId) {
    MDC.put("runId", runId);
    try {
      List<QueueRecord> messages = QueueRecords.decode(event);
      Arrivals.Result result = arrivals.handle(messages, runId);
      metrics.emit(
          "arrivals",
          List.of(
              Group.overall(
                  List.of(
                      new Metric("PartitionsScheduled", Unit.COUNT, result.scheduled()),
                      new Metric("EventsIgnored", Unit.COUNT, result.ignored()),
                      new Metric("EventsUnplaced", Unit.COUNT, result.unplaced()),
                      new Metric("EventsMalformed", Unit.COUNT, result.malformed())))),
          Map.of(
              "runId", runId,
              "messages", messages.size(),
              "pending", result.pending(),
              "failed", result.failed()));
      return result.answer();
    } catch (BadMessageException e) {
      // Not from a queue, so there is no message that could come again.
      LOGGER.error("{}", e.getMessage());
      return new QueueAnswer();
    } finally {
      MDC.clear();
    }
  }
}
