package dev.silverbook.aws;

import dev.silverbook.features.EngineCounts;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.Failure;
import dev.silverbook.pipeline.FailureReason;
import dev.silverbook.pipeline.LedgerEntry;
import dev.silverbook.pipeline.LedgerStatus;
import dev.silverbook.pipeline.PartitionStats;
import dev.silverbook.pipeline.StoreException;
import dev.silverbook.pipeline.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  static final String FIRST_FAILED_AT = "firstFailedAt";
  static final String ERROR = "error";
  static final String STATS = "stats";
  static final String CONDITION = "condition";
  static final String DEGRADED_BY = "degradedBy";
  static final String OUTPUT_KEY = "outputKey";
  static final String OUTPUT_ETAG = "outputETag";
  static final String OUTPUT_SIZE = "outputSize";
  static final String PENDING_UNTIL = "pendingUntil";
  static final String UPDATED_AT = "updatedAt";
  static final String RUN_ID = "runId";

  /** An item holds 400 KB; an error text of any length must fit. */
  private static final int LONGEST_MESSAGE = 8_000;

  private static final String EXCHANGE_PART = "exchange=";
  private static final String SYMBOL_PART = "/symbol=";
  private static final String DATE_PART = "/date=";

  private LedgerItems() {}

  static Map<String, AttributeValue> key(PartitionId partition) {
    return Map.of(PARTITION, text(partition.key()));
  }

  /** Reads an item with the partition its key names. */
  static LedgerEntry entry(Map<String, AttributeValue> item) {
    String key = string(item, PARTITION);
    try {
      return read(partition(key), item);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new StoreException(
          FailureReason.INTERNAL_ERROR,
          null,
          "the ledger's item '%s' cannot be read: %s; correct or delete the item"
              .formatted(key, e.getMessage()),
          e);
    }
  }

  private static LedgerEntry read(PartitionId partition, Map<String, AttributeValue> item) {
    return new LedgerEntry(
        partition,
        Optional.ofNullable(item.get(STATUS)).map(value -> LedgerStatus.valueOf(value.s())),
        string(item, FINGERPRINT),
        string(item, CONFIGURATION),
        string(item, LEASE_OWNER),
        instant(item, LEASE_UNTIL),
        (int) number(item, ATTEMPTS),
        instant(item, FIRST_FAILED_AT),
        Optional.ofNullable(item.get(ERROR)).map(value -> failure(value.m())),
        Optional.ofNullable(item.get(STATS)).map(value -> stats(value.m())),
        item.containsKey(DEGRADED_BY)
            ? item.get(DEGRADED_BY).l().stream().map(AttributeValue::s).toList()
            : List.of(),
        item.containsKey(OUTPUT_KEY)
            ? Optional.of(
                new StoredObject(
                    string(item, OUTPUT_KEY), number(item, OUTPUT_SIZE), string(item, OUTPUT_ETAG)))
            : Optional.empty(),
        instant(item, PENDING_UNTIL),
        instant(item, UPDATED_AT).orElse(Instant.EPOCH),
        string(item, RUN_ID));
  }

  static PartitionId partition(String key) {
    int symbol = key.indexOf(SYMBOL_PART);
    int date = key.lastIndexOf(DATE_PART);
    if (!key.startsWith(EXCHANGE_PART) || symbol < 0 || date < symbol + SYMBOL_PART.length()) {
      throw new IllegalArgumentException(
          "expected exchange=<e>/symbol=<s>/date=<yyyy-mm-dd>, got '" + key + "'");
    }
    return new PartitionId(
        key.substring(EXCHANGE_PART.length(), symbol),
        key.substring(symbol + SYMBOL_PART.length(), date),
        LocalDate.parse(key.substring(date + DATE_PART.length())));
  }

  static AttributeValue error(Failure failure) {
    String message = failure.message();
    Map<String, AttributeValue> error = new HashMap<>();
    error.put("reason", text(failure.reason().name()));
    error.put(
        "message",
        text(
            message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + " ..."));
    error.put("retryable", flag(failure.reason().retryable()));
    if (!failure.object().isEmpty()) {
      error.put("object", text(failure.object()));
    }
    failure.row().ifPresent(row -> error.put("row", whole(row)));
    return AttributeValue.fromM(error);
  }

  private static Failure failure(Map<String, AttributeValue> error) {
    AttributeValue row = error.get("row");
    return new Failure(
        FailureReason.valueOf(string(error, "reason")),
        string(error, "message"),
        string(error, "object"),
        row == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(row.n())));
  }

  static AttributeValue stats(PartitionStats stats) {
    EngineCounts engine = stats.engine();
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("rowsRead", whole(stats.rowsRead()));
    map.put("rowsWritten", whole(stats.rowsWritten()));
    map.put("rowsWithoutTime", whole(stats.rowsWithoutTime()));
    map.put("rows", whole(engine.rows()));
    map.put("emptyRows", whole(engine.emptyRows()));
    map.put("oneSidedRows", whole(engine.oneSidedRows()));
    map.put("crossedRows", whole(engine.crossedRows()));
    map.put("lockedRows", whole(engine.lockedRows()));
    map.put("gaps", whole(engine.gaps()));
    map.put("levelsDropped", whole(engine.levelsDropped()));
    map.put("trades", whole(engine.trades()));
    map.put("tradesDropped", whole(engine.tradesDropped()));
    map.put("tradesUnknownSide", whole(engine.tradesUnknownSide()));
    map.put("tradesRead", whole(stats.tradesRead()));
    map.put("tradesWithoutTime", whole(stats.tradesWithoutTime()));
    map.put("tradesMissing", flag(stats.tradesMissing()));
    map.put("objectsIn", whole(stats.objectsIn()));
    map.put("bytesIn", whole(stats.bytesIn()));
    map.put("bytesOut", whole(stats.bytesOut()));
    map.put("durationMillis", whole(stats.durationMillis()));
    map.put("peakHeapBytes", whole(stats.peakHeapBytes()));
    if (!Double.isNaN(stats.vpinBucketVolume())) {
      // As text: a number attribute knows neither infinity nor the far ends of a double.
      map.put("vpinBucketVolume", text(Double.toString(stats.vpinBucketVolume())));
    }
    return AttributeValue.fromM(map);
  }

  private static PartitionStats stats(Map<String, AttributeValue> map) {
    AttributeValue bucketVolume = map.get("vpinBucketVolume");
    AttributeValue tradesMissing = map.get("tradesMissing");
    return new PartitionStats(
        number(map, "rowsRead"),
        number(map, "rowsWritten"),
        number(map, "rowsWithoutTime"),
        new EngineCounts(
            number(map, "rows"),
            number(map, "emptyRows"),
            number(map, "oneSidedRows"),
            number(map, "crossedRows"),
            number(map, "lockedRows"),
            number(map, "gaps"),
            number(map, "levelsDropped"),
            number(map, "trades"),
            number(map, "tradesDropped"),
            number(map, "tradesUnknownSide")),
        number(map, "tradesRead"),
        number(map, "tradesWithoutTime"),
        tradesMissing != null && tradesMissing.bool(),
        bucketVolume == null ? Double.NaN : Double.parseDouble(bucketVolume.s()),
        (int) number(map, "objectsIn"),
        number(map, "bytesIn"),
        number(map, "bytesOut"),
        number(map, "durationMillis"),
        number(map, "peakHeapBytes"));
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

  private static AttributeValue flag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  static String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(value -> Instant.ofEpochMilli(Long.parseLong(value.n())));
  }
}
