package dev.silverbook.worker;

import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ledger's table for as long as a worker is primed: takes every update, whatever its condition
 * says, and answers with the item before, as DynamoDB does when it is asked for that. So what reads
 * items is compiled as well as what writes them.
 */
final class PrimingTable {

  /** One assignment; of counts the summand is taken, because nothing depends on the sum. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "#(?<name>\\w+) = (?:if_not_exists\\(#\\w+, (?<first>:\\w+)\\)(?<count> \\+ :one)?"
              + "|(?<value>:\\w+))");

  private static final Pattern NAME = Pattern.compile("#(\\w+)");
  private static final String REMOVE = " REMOVE ";

  private final Map<String, Map<String, Object>> items = new ConcurrentHashMap<>();

  /**
   * Answers a request; what it does not know, as a table where nothing is found.
   *
   * @param action the last part of the header {@code x-amz-target}
   */
  String answer(String action, String request) throws MalformedJsonException {
    return action.equals("UpdateItem") ? update(JsonValue.parseObject(request)) : "{}";
  }

  private String update(JsonValue request) throws MalformedJsonException {
    Map<String, Object> key = request.get("Key").fields();
    Map<String, Object> values = request.get("ExpressionAttributeValues").fields();
    String expression = request.get("UpdateExpression").text();
    int end = expression.indexOf(REMOVE);
    Map<String, Object> before = items.getOrDefault(key.toString(), Map.of());
    Map<String, Object> item = new LinkedHashMap<>(before);
    item.putAll(key);
    Matcher set = ASSIGNMENT.matcher(end < 0 ? expression : expression.substring(0, end));
    while (set.find()) {
      if (set.group("value") != null) {
        item.put(set.group("name"), values.get(set.group("value")));
      } else if (set.group("count") != null) {
        item.put(set.group("name"), values.get(":one"));
      } else {
        item.putIfAbsent(set.group("name"), values.get(set.group("first")));
      }
    }
    Matcher removed = NAME.matcher(end < 0 ? "" : expression.substring(end));
    while (removed.find()) {
      item.remove(removed.group(1));
    }
    items.put(key.toString(), item);
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!before.isEmpty()) {
      answer.put("Attributes", before);
    }
    // Unasked, as other services with DynamoDB's API say it.
    answer.put("ConsumedCapacity", Map.of("TableName", "priming", "CapacityUnits", 1.0));
    return CompactJson.of(answer);
  }
}
