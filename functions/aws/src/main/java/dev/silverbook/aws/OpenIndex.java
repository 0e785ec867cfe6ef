package dev.silverbook.aws;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The table's index over {@code open} and {@code partition}, with all attributes: what is not done,
 * and the records of runs. Thread-safe.
 */
final class OpenIndex {

  static final String NAME = DynamoDbLedger.INDEX;

  private final DynamoDbClient client;
  private final String table;
  private volatile Optional<Boolean> there = Optional.empty();

  OpenIndex(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Whether the table has it: one that was made by hand may lack it. */
  boolean isThere() {
    if (there.isEmpty()) {
      there = Optional.of(looked());
    }
    return there.get();
  }

  private boolean looked() {
    try {
      client.query(request("0", Map.of()).toBuilder().limit(1).build());
      return true;
    } catch (DynamoDbException e) {
      // The table is there, else the message would name nothing but the table.
      if (String.valueOf(e.getMessage()).contains("index")) {
        return false;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * One page, eventually consistent.
   *
   * @param open the key
   * @param start where the page before ended; empty for the first
   */
  QueryResponse query(String open, Map<String, AttributeValue> start) {
    try {
      return client.query(request(open, start));
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private QueryRequest request(String open, Map<String, AttributeValue> start) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName(NAME)
        .keyConditionExpression("#open = :open")
        .expressionAttributeNames(Map.of("#open", LedgerItems.OPEN))
        .expressionAttributeValues(Map.of(":open", LedgerItems.text(open)))
        .exclusiveStartKey(start.isEmpty() ? null : start)
        .build();
  }

  private RuntimeException failed(SdkException cause) {
    return AwsFailures.storeException("dynamodb:Query", "table " + table, null, cause);
  }
}
