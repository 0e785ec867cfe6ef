package dev.silverbook.aws;

import dev.silverbook.lake.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One conditional update of one item. Every attribute goes by a placeholder, because several of the
 * names ({@code status}, {@code error}, {@code partition}) are reserved words; a placeholder that
 * the expressions do not use is an error to DynamoDB, so only the used ones are sent.
 */
final class LedgerUpdate {

  /** Tells an update whose answer got lost, and that was repeated, from somebody else's. */
  static final String CHANGE_TOKEN = "changeToken";

  private static final Pattern NAME = Pattern.compile("#(\\w+)");
  private static final Pattern VALUE = Pattern.compile(":\\w+");

  private final PartitionId partition;
  private final String condition;
  private final String token = UUID.randomUUID().toString();
  private final List<String> sets = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  LedgerUpdate(PartitionId partition, String condition) {
    this.partition = partition;
    this.condition = condition;
    set(CHANGE_TOKEN, LedgerItems.text(token));
  }

  /** Sets an attribute; in conditions the value is {@code :attribute}. */
  LedgerUpdate set(String attribute, AttributeValue value) {
    return set(attribute, ":" + attribute, value);
  }

  LedgerUpdate set(String attribute, String placeholder, AttributeValue value) {
    sets.add("#" + attribute + " = " + placeholder);
    return let(placeholder, value);
  }

  /** Sets an attribute unless it is there. */
  LedgerUpdate setIfAbsent(String attribute, AttributeValue value) {
    sets.add("#%s = if_not_exists(#%s, :%s)".formatted(attribute, attribute, attribute));
    return let(":" + attribute, value);
  }

  /** Adds one to a count that starts at zero. */
  LedgerUpdate count(String attribute) {
    sets.add("#%s = if_not_exists(#%s, :zero) + :one".formatted(attribute, attribute));
    return let(":zero", LedgerItems.whole(0)).let(":one", LedgerItems.whole(1));
  }

  LedgerUpdate remove(String... attributes) {
    for (String attribute : attributes) {
      removes.add("#" + attribute);
    }
    return this;
  }

  /** Gives a value to a placeholder of the condition. */
  LedgerUpdate let(String placeholder, AttributeValue value) {
    values.put(placeholder, value);
    return this;
  }

  PartitionId partition() {
    return partition;
  }

  /** Whether an item's last change was this one. */
  boolean made(Map<String, AttributeValue> item) {
    return token.equals(LedgerItems.string(item, CHANGE_TOKEN));
  }

  UpdateItemRequest request(String table) {
    String update =
        "SET "
            + String.join(", ", sets)
            + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes));
    String expressions = update + " " + condition;
    Map<String, String> names = new HashMap<>();
    Matcher name = NAME.matcher(expressions);
    while (name.find()) {
      names.put(name.group(), name.group(1));
    }
    Map<String, AttributeValue> used = new HashMap<>();
    Matcher value = VALUE.matcher(expressions);
    while (value.find()) {
      used.put(value.group(), values.get(value.group()));
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(LedgerItems.key(partition))
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeNames(names)
        .expressionAttributeValues(used)
        .returnValues(ReturnValue.ALL_OLD)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
