package dev.silverbook.benchmark.function;

import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.SqsQueue;
import dev.silverbook.aws.standin.DelayedAws;
import dev.silverbook.aws.standin.DelayedAws.Latencies;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.discovery.Backfill;
import dev.silverbook.discovery.BackfillCursor;
import dev.silverbook.discovery.BackfillHandler;
import dev.silverbook.discovery.BackfillRequest;
import dev.silverbook.discovery.BackfillResult;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.store.Fingerprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The main class of a process of its own: the backfill function's work on a lake of day
 * directories, with clients whose calls take fixed times.
 */
public final class DiscoveryRun {

  private DiscoveryRun() {}

  /**
   * What a backfill took.
   *
   * @param wallSeconds of the backfill alone
   * @param lists calls of ListObjectsV2
   * @param reads calls of BatchGetItem
   * @param sends calls of SendMessageBatch
   */
  public record Taken(double wallSeconds, long lists, long reads, long sends) {}

  /** Arguments: exchanges, symbols, days, milliseconds of a list, a ledger read, a send. */
  public static void main(String[] arguments) {
    int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    Taken taken =
        run(numbers[0], numbers[1], numbers[2], new Latencies(numbers[3], numbers[4], numbers[5]));
    JavaCommand.answer(
        taken.wallSeconds(), taken.lists(), taken.reads(), taken.sends(), peakHeapBytes());
  }

  /**
   * One backfill of everything.
   *
   * @throws IllegalStateException when not every partition has its message
   */
  public static Taken run(int exchanges, int symbols, int days, Latencies latencies) {
    DelayedAws aws = new DelayedAws(exchanges, symbols, days, latencies);
    Backfill backfill =
        new Backfill(
            new S3Store(aws.s3(), new S3Location("bronze", "")),
            new DynamoDbLedger(aws.dynamoDb(), "ledger"),
            new Fingerprint(SilverConfiguration.defaults(), true),
            new SqsQueue(aws.sqs(), "https://queue/partitions"),
            Clock.systemUTC(),
            BackfillHandler.THREADS);
    BackfillCursor start =
        BackfillCursor.start(BackfillRequest.parse("{}", LocalDate.EPOCH), "benchmark");
    long from = System.nanoTime();
    BackfillResult progress = backfill.run(start, Instant.MAX);
    double seconds = (System.nanoTime() - from) / 1e9;
    long wanted = (long) exchanges * symbols * days;
    if (progress.ending() != BackfillResult.Ending.COMPLETE
        || progress.cursor().totals().sent() != wanted
        || aws.messages() != wanted) {
      throw new IllegalStateException(
          wanted + " messages expected, " + aws.messages() + " in the queue: " + progress);
    }
    return new Taken(seconds, aws.lists(), aws.reads(), aws.sends());
  }

  /** Upper bound: the pools need not have had their peaks at the same time. */
  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
