package dev.silverbook.aws;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.ledger.EntryTimes;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionState;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The ledger's entries as DynamoDB items. An attribute that says nothing is absent. */
final class LedgerItems {

  static final String PARTITION = "partition";
  static final String STATUS = "status";
  static final String FINGERPRINT = "fingerprint";
  static final String CONFIGURATION = "configuration";
  static final String LEASE_OWNER = "leaseOwner";
  static final String LEASE_UNTIL = "leaseUntil";
  static final String ATTEMPTS = "attempts";
  static final String UNFINISHED = "unfinished";
  static final String FAILURES = "failures";
  static final String CLAIMED_AT = "claimedAt";
  static final String COVERED = "covered";

  /** Key of the index over what is not done; an item that is done has none. */
  static final String OPEN = "open";

  /** How many values {@link #OPEN} has, so that no part of the index gets hot. */
  static final int SHARDS = 8;

  static final String FIRST_FAILED_AT = "firstFailedAt";
  static final String ERROR = "error";
  static final String STATS = "stats";
  static final String CONDITION = "condition";
  static final String DEGRADED_BY = "degradedBy";
  static final String OUTPUTS = "outputs";

  // What an earlier version, which had one output, wrote instead.
  static final String OUTPUT_KEY = "outputKey";
  static final String OUTPUT_ETAG = "outputETag";
  static final String OUTPUT_SIZE = "outputSize";

  static final String PENDING_UNTIL = "pendingUntil";
  static final String UPDATED_AT = "updatedAt";
  static final String RUN_ID = "runId";
  static final String INPUT_PREFIX = "inputPrefix";
  static final String TRADES_PREFIX = "tradesPrefix";

  /** An item holds 400 KB; an error text of any length must fit. */
  private static final int LONGEST_MESSAGE = 8_000;

  private LedgerItems() {}

  static Map<String, AttributeValue> key(PartitionId partition) {
    return Map.of(PARTITION, text(partition.key()));
  }

  /**
   * Reads an item with the partition its key names. One whose attributes cannot be read is the
   * failure of its partition, so that it keeps nobody from its neighbours.
   *
   * @throws StoreException when the key names no partition
   */
  static LedgerEntry entry(Map<String, AttributeValue> item) {
    String key = string(item, PARTITION);
    PartitionId partition;
    try {
      partition = PartitionId.parseKey(key);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new StoreException(FailureReason.INTERNAL_ERROR, null, unreadable(key, e), e);
    }
    try {
      return read(partition, item);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      Failure failure = Failure.of(FailureReason.INTERNAL_ERROR, unreadable(key, e));
      return new LedgerEntry(
          partition,
          new PartitionState.Failed(failure),
          InputIdentity.UNKNOWN,
          Attempts.NONE,
          Optional.empty(),
          new EntryTimes(Instant.EPOCH, "", Optional.empty(), Optional.empty()));
    }
  }

  private static String unreadable(String key, RuntimeException cause) {
    return "the ledger's item '%s' cannot be read: %s; correct or delete the item"
        .formatted(key, cause.getMessage());
  }

  private static LedgerEntry read(PartitionId partition, Map<String, AttributeValue> item) {
    return new LedgerEntry(
        partition,
        state(item),
        new InputIdentity(
            string(item, FINGERPRINT),
            string(item, CONFIGURATION),
            string(item, INPUT_PREFIX),
            string(item, TRADES_PREFIX)),
        new Attempts(
            (int) number(item, ATTEMPTS),
            (int) number(item, UNFINISHED),
            (int) number(item, FAILURES),
            instant(item, FIRST_FAILED_AT)),
        Optional.ofNullable(item.get(STATS)).map(stats -> result(item, stats)),
        new EntryTimes(
            instant(item, UPDATED_AT).orElse(Instant.EPOCH),
            string(item, RUN_ID),
            instant(item, PENDING_UNTIL),
            instant(item, CLAIMED_AT)));
  }

  private static PartitionState state(Map<String, AttributeValue> item) {
    Optional<Failure> failure =
        Optional.ofNullable(item.get(ERROR)).map(value -> LedgerAttributes.failure(values(value)));
    if (!item.containsKey(STATUS)) {
      return new PartitionState.Expected();
    }
    return switch (LedgerStatus.valueOf(string(item, STATUS))) {
      case RUNNING ->
          new PartitionState.Running(
              string(item, LEASE_OWNER), instant(item, LEASE_UNTIL).orElse(Instant.EPOCH), failure);
      case RETRYING -> new PartitionState.Retrying(required(failure));
      case PROCESSED -> new PartitionState.Processed();
      case FAILED -> new PartitionState.Failed(required(failure));
    };
  }

  private static Failure required(Optional<Failure> failure) {
    return failure.orElseThrow(
        () -> new IllegalArgumentException("attribute " + ERROR + " is missing"));
  }

  private static PartitionResult result(Map<String, AttributeValue> item, AttributeValue stats) {
    return new PartitionResult(
        LedgerAttributes.stats(values(stats)),
        item.containsKey(DEGRADED_BY)
            ? item.get(DEGRADED_BY).l().stream().map(AttributeValue::s).toList()
            : List.of(),
        writtenOutputs(item),
        Optional.ofNullable(item.get(COVERED))
            .map(covered -> LedgerAttributes.covered(values(covered))));
  }

  private static List<WrittenOutput> writtenOutputs(Map<String, AttributeValue> item) {
    if (item.containsKey(OUTPUTS)) {
      return item.get(OUTPUTS).l().stream()
          .map(output -> LedgerAttributes.output(values(output)))
          .toList();
    }
    return item.containsKey(OUTPUT_KEY)
        ? List.of(
            new WrittenOutput(
                Dataset.ORDERBOOK,
                Dataset.ORDERBOOK.key() + "/" + string(item, OUTPUT_KEY),
                number(item, OUTPUT_SIZE),
                string(item, OUTPUT_ETAG)))
        : List.of();
  }

  static AttributeValue covered(CoveredInputs covered) {
    return map(LedgerAttributes.toMap(covered));
  }

  /** The part of the index that an unsettled item belongs to; they are spread over several. */
  static String shard(PartitionId partition) {
    return Integer.toString(Math.floorMod(partition.key().hashCode(), SHARDS));
  }

  static AttributeValue outputs(List<WrittenOutput> outputs) {
    return AttributeValue.fromL(
        outputs.stream().map(output -> map(LedgerAttributes.toMap(output))).toList());
  }

  static AttributeValue error(Failure failure) {
    String message = failure.message();
    Failure fitting =
        message.length() <= LONGEST_MESSAGE
            ? failure
            : new Failure(
                failure.reason(),
                message.substring(0, LONGEST_MESSAGE) + " ...",
                failure.object(),
                failure.row());
    return map(LedgerAttributes.toMap(fitting));
  }

  static AttributeValue stats(PartitionStats stats) {
    return map(LedgerAttributes.toMap(stats));
  }

  private static AttributeValue map(Map<String, Object> values) {
    Map<String, AttributeValue> map = new HashMap<>();
    values.forEach((name, value) -> map.put(name, value(value)));
    return AttributeValue.fromM(map);
  }

  private static AttributeValue value(Object value) {
    if (value instanceof Boolean flag) {
      return AttributeValue.fromBool(flag);
    }
    if (value instanceof Double number) {
      double size = Math.abs(number);
      // DynamoDB's numbers end at 1e126, at 1e-130, and know no infinity.
      return size == 0 || (size > 1e-100 && size < 1e100)
          ? AttributeValue.fromN(number.toString())
          : text(number.toString());
    }
    return value instanceof Number number
        ? AttributeValue.fromN(number.toString())
        : text(value.toString());
  }

  private static Map<String, Object> values(AttributeValue map) {
    Map<String, Object> values = new HashMap<>();
    map.m().forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static Object value(AttributeValue value) {
    return switch (value.type()) {
      case BOOL -> value.bool();
      case N -> value.n();
      case S -> value.s();
      case M, L, B, BS, NS, SS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("unexpected attribute value " + value);
    };
  }

  static AttributeValue texts(List<String> values) {
    return AttributeValue.fromL(values.stream().map(LedgerItems::text).toList());
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue whole(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue time(Instant value) {
    return whole(value.toEpochMilli());
  }

  static String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value != null && value.s() == null) {
      throw new IllegalArgumentException("attribute " + name + " is no text");
    }
    return value == null ? "" : value.s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : number(name, value);
  }

  private static long number(String name, AttributeValue value) {
    if (value.n() == null) {
      throw new IllegalArgumentException("attribute " + name + " is no number");
    }
    return Long.parseLong(value.n());
  }

  private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(value -> Instant.ofEpochMilli(number(name, value)));
  }
}
