package dev.silverbook.aws.standin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * The three services that a backfill calls, in this process: a bucket of day directories, an empty
 * ledger, a queue that takes everything. Each call takes a fixed time, as if it went over a
 * network. Clients are thread-safe, as the SDK's own are.
 */
public final class DelayedAws {

  /** As the services limit a page, a read and a send. */
  private static final int PREFIXES_PER_PAGE = 1_000;

  private static final int KEYS_PER_READ = 100;
  private static final int MESSAGES_PER_SEND = 10;

  /** Names of directories by the prefix that they are below. */
  private final Map<String, TreeSet<String>> directories = new TreeMap<>();

  private final Latencies latencies;
  private final LongAdder lists = new LongAdder();
  private final LongAdder reads = new LongAdder();
  private final LongAdder sends = new LongAdder();
  private final LongAdder messages = new LongAdder();

  /**
   * How long calls take, in milliseconds.
   *
   * @param list ListObjectsV2
   * @param ledger BatchGetItem
   * @param send SendMessageBatch
   */
  public record Latencies(long list, long ledger, long send) {}

  /** Services with a lake of so many symbols an exchange and days a symbol. */
  public DelayedAws(int exchanges, int symbols, int days, Latencies latencies) {
    this.latencies = latencies;
    LocalDate first = LocalDate.of(2024, 1, 1);
    for (int exchange = 0; exchange < exchanges; exchange++) {
      for (int symbol = 0; symbol < symbols; symbol++) {
        for (int day = 0; day < days; day++) {
          LocalDate date = first.plusDays(day);
          add(
              "exchange=exchange-%03d".formatted(exchange),
              "symbol=S%05d~USDT".formatted(symbol),
              "year=%d".formatted(date.getYear()),
              "month=%02d".formatted(date.getMonthValue()),
              "day=%02d".formatted(date.getDayOfMonth()));
        }
      }
    }
  }

  private void add(String... path) {
    String prefix = "";
    for (String name : path) {
      directories.computeIfAbsent(prefix, none -> new TreeSet<>()).add(name);
      prefix += name + "/";
    }
  }

  /** Calls of ListObjectsV2 so far. */
  public long lists() {
    return lists.sum();
  }

  /** Calls of BatchGetItem so far. */
  public long reads() {
    return reads.sum();
  }

  /** Calls of SendMessageBatch so far. */
  public long sends() {
    return sends.sum();
  }

  /** Messages that the queue has taken. */
  public long messages() {
    return messages.sum();
  }

  /** Lists the directories and nothing else. */
  public S3Client s3() {
    return new S3Client() {
      @Override
      public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        lists.increment();
        pause(latencies.list());
        List<String> names =
            new ArrayList<>(directories.getOrDefault(request.prefix(), new TreeSet<>()));
        int from =
            request.continuationToken() == null ? 0 : Integer.parseInt(request.continuationToken());
        int to = Math.min(names.size(), from + PREFIXES_PER_PAGE);
        return ListObjectsV2Response.builder()
            .commonPrefixes(
                names.subList(from, to).stream()
                    .map(
                        name ->
                            CommonPrefix.builder().prefix(request.prefix() + name + "/").build())
                    .toList())
            .nextContinuationToken(to < names.size() ? Integer.toString(to) : null)
            .build();
      }

      @Override
      public String serviceName() {
        return "s3";
      }

      @Override
      public void close() {}
    };
  }

  /** Has no entry. */
  public DynamoDbClient dynamoDb() {
    return new DynamoDbClient() {
      @Override
      public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        reads.increment();
        request.requestItems().values().forEach(keys -> atMost(KEYS_PER_READ, keys.keys().size()));
        pause(latencies.ledger());
        return BatchGetItemResponse.builder().responses(Map.of()).unprocessedKeys(Map.of()).build();
      }

      @Override
      public String serviceName() {
        return "dynamodb";
      }

      @Override
      public void close() {}
    };
  }

  /** Takes every message. */
  public SqsClient sqs() {
    return new SqsClient() {
      @Override
      public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        sends.increment();
        atMost(MESSAGES_PER_SEND, request.entries().size());
        pause(latencies.send());
        messages.add(request.entries().size());
        return SendMessageBatchResponse.builder()
            .successful(
                request.entries().stream()
                    .map(entry -> SendMessageBatchResultEntry.builder().id(entry.id()).build())
                    .toList())
            .failed(List.of())
            .build();
      }

      @Override
      public String serviceName() {
        return "sqs";
      }

      @Override
      public void close() {}
    };
  }

  private static void atMost(int limit, int found) {
    if (found > limit) {
      throw new IllegalArgumentException("a call may have " + limit + " entries, it has " + found);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a service", e);
    }
  }
}
