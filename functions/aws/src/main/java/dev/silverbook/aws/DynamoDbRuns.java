package dev.silverbook.aws;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.runs.RunAttributes;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.RunRecord.State;
import dev.silverbook.pipeline.runs.RunTransition;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Records of runs in the ledger's table, in items of their own: the key is {@code run=} and the id,
 * which is no partition. They share the index of what is not done, under a key of theirs, so that
 * listing them costs as much as there are. The table's time to live removes them after 90 days.
 */
public final class DynamoDbRuns implements Runs {

  /** How the keys of these items begin, and those of no partition. */
  static final String KEY = "run=";

  /** The table's attribute of time to live, in epoch seconds. */
  public static final String EXPIRES_AT = "expiresAt";

  /** So long is a record kept after its last change. */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final String RUN = "run";
  private static final String RUN_STATE = "runState";
  private static final String SHARD = "run";

  private final DynamoDbClient client;
  private final String table;
  private final OpenIndex index;

  /**
   * Keeps records in that table, which exists already; nothing is called yet.
   *
   * @param client stays the caller's to close
   * @param table name of the ledger's table
   */
  public DynamoDbRuns(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    this.index = new OpenIndex(client, table);
  }

  @Override
  public RunRecord begin(RunRecord run) {
    Map<String, AttributeValue> values = Map.of(":failed", LedgerItems.text(State.FAILED.name()));
    Answer answer =
        put(
            run,
            "attribute_not_exists(#partition) OR #runState = :failed",
            Map.of("#partition", LedgerItems.PARTITION, "#runState", RUN_STATE),
            values);
    return answer.there().orElse(run);
  }

  @Override
  public boolean report(RunRecord run) {
    Map<String, AttributeValue> values =
        Map.of(
            ":listing", LedgerItems.text(State.LISTING.name()),
            ":failed", LedgerItems.text(State.FAILED.name()));
    Answer answer =
        put(
            run,
            "attribute_exists(#runState) AND #runState IN (:listing, :failed)",
            Map.of("#runState", RUN_STATE),
            values);
    // The SDK repeats a put whose answer got lost; the repetition finds what the first has put.
    return answer.done() || answer.there().equals(Optional.of(run));
  }

  @Override
  public Optional<RunRecord> cancel(String id, Instant now) {
    while (true) {
      Optional<RunRecord> before = read(id);
      Optional<RunRecord> after = RunTransition.cancel(before, now);
      if (after.isEmpty()) {
        return before;
      }
      Map<String, AttributeValue> values = Map.of(":before", json(before.orElseThrow()));
      // Somebody else's change comes between at most as often as runs change.
      if (put(after.get(), "#run = :before", Map.of("#run", RUN), values).done()) {
        return after;
      }
    }
  }

  @Override
  public Optional<RunRecord> read(String id) {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(
                  GetItemRequest.builder()
                      .tableName(table)
                      .key(Map.of(LedgerItems.PARTITION, LedgerItems.text(KEY + id)))
                      .consistentRead(true)
                      .build())
              .item();
      return item == null || item.isEmpty() ? Optional.empty() : Optional.of(record(item));
    } catch (SdkException e) {
      throw failed("dynamodb:GetItem", e);
    }
  }

  /** Eventually consistent. A table that somebody made without the index is scanned. */
  @Override
  public List<RunRecord> newest() {
    List<RunRecord> records = new ArrayList<>();
    boolean indexed = index.isThere();
    Map<String, AttributeValue> start = Map.of();
    do {
      if (indexed) {
        QueryResponse page = index.query(SHARD, start);
        page.items().stream().map(DynamoDbRuns::record).forEach(records::add);
        start = page.lastEvaluatedKey();
      } else {
        ScanResponse page = scan(start);
        page.items().stream().map(DynamoDbRuns::record).forEach(records::add);
        start = page.lastEvaluatedKey();
      }
    } while (!start.isEmpty());
    records.sort(Comparator.comparing(RunRecord::startedAt).reversed());
    return records;
  }

  private ScanResponse scan(Map<String, AttributeValue> start) {
    try {
      return client.scan(
          ScanRequest.builder()
              .tableName(table)
              .filterExpression("begins_with(#partition, :run)")
              .expressionAttributeNames(Map.of("#partition", LedgerItems.PARTITION))
              .expressionAttributeValues(Map.of(":run", LedgerItems.text(KEY)))
              .exclusiveStartKey(start.isEmpty() ? null : start)
              .build());
    } catch (SdkException e) {
      throw failed("dynamodb:Scan", e);
    }
  }

  /**
   * What became of a put.
   *
   * @param done whether its condition held
   * @param there the record that refused it, if one did
   */
  private record Answer(boolean done, Optional<RunRecord> there) {}

  private Answer put(
      RunRecord run,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(LedgerItems.PARTITION, LedgerItems.text(KEY + run.id()));
    item.put(LedgerItems.OPEN, LedgerItems.text(SHARD));
    item.put(RUN, json(run));
    item.put(RUN_STATE, LedgerItems.text(run.state().name()));
    item.put(EXPIRES_AT, LedgerItems.whole(run.updatedAt().plus(KEPT).getEpochSecond()));
    try {
      client.putItem(
          PutItemRequest.builder()
              .tableName(table)
              .item(item)
              .conditionExpression(condition)
              .expressionAttributeNames(names)
              .expressionAttributeValues(values)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
              .build());
      return new Answer(true, Optional.empty());
    } catch (ConditionalCheckFailedException e) {
      boolean nothing = e.item() == null || e.item().isEmpty();
      return new Answer(false, nothing ? Optional.empty() : Optional.of(record(e.item())));
    } catch (SdkException e) {
      throw failed("dynamodb:PutItem", e);
    }
  }

  private static AttributeValue json(RunRecord run) {
    return LedgerItems.text(CompactJson.of(RunAttributes.toMap(run)));
  }

  private static RunRecord record(Map<String, AttributeValue> item) {
    try {
      return RunAttributes.fromJson(LedgerItems.string(item, RUN));
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          FailureReason.INTERNAL_ERROR,
          null,
          "the ledger's item '%s' cannot be read: %s; delete the item"
              .formatted(LedgerItems.string(item, LedgerItems.PARTITION), e.getMessage()),
          e);
    }
  }

  private StoreException failed(String action, SdkException cause) {
    return AwsFailures.storeException(action, "table " + table, null, cause);
  }
}
