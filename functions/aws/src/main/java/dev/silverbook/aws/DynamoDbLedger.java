package dev.silverbook.aws;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The ledger in a DynamoDB table with the string key {@code partition}. Every step is one
 * conditional update; a refused one brings the item that refused it, so nothing is read before.
 *
 * <p>The SDK repeats an update whose answer got lost. When the first one had come through, the
 * repetition is refused by the effect of the first: such a refusal is recognised by the token that
 * each update leaves in the item, and counts as done.
 */
public final class DynamoDbLedger implements Ledger {

  /** The table's index over what is not done. */
  public static final String INDEX = "unsettled";

  /** As DynamoDB allows. */
  private static final int KEYS_PER_READ = 100;

  private static final int READS_WITHOUT_PROGRESS = 8;

  private static final Backoff READ_BACKOFF =
      Backoff.exponential(Duration.ofMillis(50), Duration.ofSeconds(5));

  private final DynamoDbClient client;
  private final String table;
  private final OpenIndex index;
  private final Backoff backoff;

  /**
   * Keeps entries in that table, which exists already; nothing is called yet.
   *
   * @param client stays the caller's to close
   * @param table name of the table
   */
  public DynamoDbLedger(DynamoDbClient client, String table) {
    this(client, table, READ_BACKOFF);
  }

  DynamoDbLedger(DynamoDbClient client, String table, Backoff backoff) {
    this.client = client;
    this.table = table;
    this.index = new OpenIndex(client, table);
    this.backoff = backoff;
  }

  @Override
  public ClaimResult claim(Claim claim) {
    LedgerUpdate update =
        new LedgerUpdate(claim.partition(), LedgerConditions.claim(claim))
            .set(LedgerItems.STATUS, ":running", status(LedgerStatus.RUNNING))
            .set(LedgerItems.FINGERPRINT, LedgerItems.text(claim.inputs().fingerprint()))
            .set(LedgerItems.CONFIGURATION, LedgerItems.text(claim.inputs().configuration()))
            .set(LedgerItems.LEASE_OWNER, LedgerItems.text(claim.owner()))
            .set(LedgerItems.LEASE_UNTIL, LedgerItems.time(claim.leaseUntil()))
            .set(LedgerItems.UPDATED_AT, ":now", LedgerItems.time(claim.now()))
            .set(LedgerItems.RUN_ID, LedgerItems.text(claim.asked().runId()))
            .set(LedgerItems.INPUT_PREFIX, LedgerItems.text(claim.inputs().orderBookPrefix()))
            .set(LedgerItems.TRADES_PREFIX, LedgerItems.text(claim.inputs().tradesPrefix()))
            .set(LedgerItems.CLAIMED_AT, ":now", LedgerItems.time(claim.now()))
            .set(LedgerItems.OPEN, LedgerItems.text(LedgerItems.shard(claim.partition())))
            .let(":mostUnfinished", LedgerItems.whole(Attempts.MOST_UNFINISHED))
            .count(LedgerItems.ATTEMPTS)
            .count(LedgerItems.UNFINISHED)
            .remove(LedgerItems.PENDING_UNTIL);
    Lease lease = new Lease(claim.partition(), claim.owner());
    Answer answer = apply(update);
    Optional<LedgerEntry> item = answer.item().map(LedgerItems::entry);
    if (answer.applied()) {
      return new ClaimResult.Claimed(
          lease, item, item.map(LedgerEntry::attempts).orElse(Attempts.NONE).count() + 1);
    }
    LedgerEntry entry = item.orElseThrow();
    boolean mine = entry.leaseOwner().equals(claim.owner());
    return mine
        ? new ClaimResult.Claimed(lease, item, entry.attempts().count())
        : new ClaimResult.Refused(entry);
  }

  @Override
  public boolean commit(Lease lease, String fingerprint, PartitionResult result, Instant now) {
    List<String> degradedBy = result.degradedBy();
    LedgerUpdate update =
        held(lease, LedgerStatus.PROCESSED, now)
            .set(LedgerItems.FINGERPRINT, LedgerItems.text(fingerprint))
            .set(LedgerItems.STATS, LedgerItems.stats(result.stats()))
            .set(
                LedgerItems.CONDITION, LedgerItems.text(degradedBy.isEmpty() ? "good" : "degraded"))
            .set(LedgerItems.DEGRADED_BY, LedgerItems.texts(degradedBy))
            .set(LedgerItems.OUTPUTS, LedgerItems.outputs(result.outputs()))
            .set(LedgerItems.ATTEMPTS, LedgerItems.whole(0))
            .remove(LedgerItems.ERROR, LedgerItems.FIRST_FAILED_AT)
            .remove(LedgerItems.OPEN, LedgerItems.FAILURES)
            .remove(LedgerItems.OUTPUT_KEY, LedgerItems.OUTPUT_ETAG, LedgerItems.OUTPUT_SIZE);
    result
        .covered()
        .ifPresentOrElse(
            covered -> update.set(LedgerItems.COVERED, LedgerItems.covered(covered)),
            () -> update.remove(LedgerItems.COVERED));
    return applied(update);
  }

  @Override
  public boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    return applied(
        failed(held(lease, LedgerStatus.FAILED, now), failure, now)
            .count(LedgerItems.FAILURES)
            .set(LedgerItems.FINGERPRINT, LedgerItems.text(fingerprint)));
  }

  @Override
  public boolean retry(Lease lease, Failure failure, Instant now) {
    return applied(failed(held(lease, LedgerStatus.RETRYING, now), failure, now));
  }

  @Override
  public boolean renew(Lease lease, Instant leaseUntil, Instant now) {
    return applied(
        new LedgerUpdate(lease.partition(), LedgerConditions.HELD)
            .let(":owner", LedgerItems.text(lease.owner()))
            .set(LedgerItems.LEASE_UNTIL, LedgerItems.time(leaseUntil)));
  }

  @Override
  public boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    return applied(
        failed(
            verdict(
                new LedgerUpdate(partition, LedgerConditions.NO_VERDICT)
                    .set(LedgerItems.RUN_ID, LedgerItems.text(runId))
                    // A FAILED item without one would be compared with nothing.
                    .setIfAbsent(LedgerItems.FINGERPRINT, LedgerItems.text(""))
                    .set(LedgerItems.OPEN, LedgerItems.text(LedgerItems.shard(partition)))
                    .count(LedgerItems.FAILURES),
                LedgerStatus.FAILED,
                now),
            failure,
            now));
  }

  @Override
  public boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    return applied(
        new LedgerUpdate(partition, LedgerConditions.NOT_PENDING)
            .set(LedgerItems.PENDING_UNTIL, LedgerItems.time(pendingUntil))
            .set(LedgerItems.UPDATED_AT, ":now", LedgerItems.time(now)));
  }

  @Override
  public Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    List<PartitionId> wanted = List.copyOf(new LinkedHashSet<>(partitions));
    Map<PartitionId, LedgerEntry> found = new HashMap<>();
    for (int from = 0; from < wanted.size(); from += KEYS_PER_READ) {
      List<PartitionId> batch = wanted.subList(from, Math.min(from + KEYS_PER_READ, wanted.size()));
      readBatch(batch, found);
    }
    return found;
  }

  private void readBatch(List<PartitionId> batch, Map<PartitionId, LedgerEntry> found) {
    List<Map<String, AttributeValue>> keys = batch.stream().map(LedgerItems::key).toList();
    int failures = 0;
    while (!keys.isEmpty()) {
      BatchGetItemResponse answer = readKeys(keys);
      for (Map<String, AttributeValue> item : answer.responses().getOrDefault(table, List.of())) {
        LedgerEntry entry = LedgerItems.entry(item);
        found.put(entry.partition(), entry);
      }
      KeysAndAttributes rest = answer.unprocessedKeys().get(table);
      List<Map<String, AttributeValue>> left = rest == null ? List.of() : rest.keys();
      if (!left.isEmpty()) {
        failures = left.size() < keys.size() ? 1 : failures + 1;
        if (failures >= READS_WITHOUT_PROGRESS) {
          throw new StoreException(
              FailureReason.THROTTLED,
              null,
              "dynamodb:BatchGetItem on %s left %d of %d keys unread %d times in a row"
                  .formatted(table, left.size(), batch.size(), failures),
              null);
        }
        backoff.pause(failures);
      }
      keys = left;
    }
  }

  private BatchGetItemResponse readKeys(List<Map<String, AttributeValue>> keys) {
    try {
      return client.batchGetItem(
          BatchGetItemRequest.builder()
              .requestItems(
                  Map.of(
                      table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build()))
              .build());
    } catch (SdkException e) {
      throw failed("dynamodb:BatchGetItem", e);
    }
  }

  /**
   * Shard by shard of the index, page by page as the stream is consumed; eventually consistent. A
   * table that somebody made without the index is scanned.
   */
  @Override
  public Stream<LedgerEntry> unsettled() {
    return index.isThere() ? indexed() : entries().filter(DynamoDbLedger::isUnsettled);
  }

  private static boolean isUnsettled(LedgerEntry entry) {
    return entry.status().isPresent() && !entry.is(LedgerStatus.PROCESSED);
  }

  private Stream<LedgerEntry> indexed() {
    return IntStream.range(0, LedgerItems.SHARDS)
        .mapToObj(Integer::toString)
        .flatMap(
            shard ->
                Stream.iterate(
                    Optional.of(index.query(shard, Map.of())),
                    Optional::isPresent,
                    page -> after(shard, page.orElseThrow())))
        .flatMap(page -> page.orElseThrow().items().stream())
        .map(LedgerItems::entry);
  }

  private Optional<QueryResponse> after(String shard, QueryResponse page) {
    return page.lastEvaluatedKey().isEmpty()
        ? Optional.empty()
        : Optional.of(index.query(shard, page.lastEvaluatedKey()));
  }

  /** By a scan, page by page as the stream is consumed; in no order. */
  @Override
  public Stream<LedgerEntry> entries() {
    return Stream.iterate(
            Optional.of(scan(Map.of())), Optional::isPresent, page -> after(page.orElseThrow()))
        .flatMap(page -> page.orElseThrow().items().stream())
        .map(LedgerItems::entry);
  }

  private Optional<ScanResponse> after(ScanResponse page) {
    return page.lastEvaluatedKey().isEmpty()
        ? Optional.empty()
        : Optional.of(scan(page.lastEvaluatedKey()));
  }

  private ScanResponse scan(Map<String, AttributeValue> start) {
    try {
      return client.scan(
          ScanRequest.builder()
              .tableName(table)
              .consistentRead(true)
              // Records of runs are no entries.
              .filterExpression("NOT begins_with(#partition, :run)")
              .expressionAttributeNames(Map.of("#partition", LedgerItems.PARTITION))
              .expressionAttributeValues(Map.of(":run", LedgerItems.text(DynamoDbRuns.KEY)))
              .exclusiveStartKey(start.isEmpty() ? null : start)
              .build());
    } catch (SdkException e) {
      throw failed("dynamodb:Scan", e);
    }
  }

  /** Does nothing: the client is the caller's. */
  @Override
  public void close() {}

  private static LedgerUpdate held(Lease lease, LedgerStatus status, Instant now) {
    return verdict(
        new LedgerUpdate(lease.partition(), LedgerConditions.HELD)
            .let(":owner", LedgerItems.text(lease.owner())),
        status,
        now);
  }

  private static LedgerUpdate verdict(LedgerUpdate update, LedgerStatus status, Instant now) {
    return update
        .set(LedgerItems.STATUS, ":verdict", status(status))
        .set(LedgerItems.UPDATED_AT, ":now", LedgerItems.time(now))
        .remove(LedgerItems.LEASE_OWNER, LedgerItems.LEASE_UNTIL, LedgerItems.UNFINISHED);
  }

  private static LedgerUpdate failed(LedgerUpdate update, Failure failure, Instant now) {
    return update
        .set(LedgerItems.ERROR, LedgerItems.error(failure))
        .setIfAbsent(LedgerItems.FIRST_FAILED_AT, LedgerItems.time(now));
  }

  private static AttributeValue status(LedgerStatus status) {
    return LedgerItems.text(status.name());
  }

  private boolean applied(LedgerUpdate update) {
    Answer answer = apply(update);
    return answer.applied() || answer.item().map(update::made).orElse(false);
  }

  /**
   * What became of an update.
   *
   * @param applied whether its condition held
   * @param item the item before; empty when there was none
   */
  private record Answer(boolean applied, Optional<Map<String, AttributeValue>> item) {}

  private Answer apply(LedgerUpdate update) {
    for (LedgerStatus status : LedgerStatus.values()) {
      update.let(":" + status.name().toLowerCase(Locale.ROOT), status(status));
    }
    try {
      return new Answer(true, present(client.updateItem(update.request(table)).attributes()));
    } catch (ConditionalCheckFailedException e) {
      return new Answer(false, present(e.item()));
    } catch (SdkException e) {
      throw failed("dynamodb:UpdateItem", e);
    }
  }

  private static Optional<Map<String, AttributeValue>> present(Map<String, AttributeValue> item) {
    return item == null || item.isEmpty() ? Optional.empty() : Optional.of(item);
  }

  private StoreException failed(String action, SdkException cause) {
    return AwsFailures.storeException(action, "table " + table, null, cause);
  }
}
