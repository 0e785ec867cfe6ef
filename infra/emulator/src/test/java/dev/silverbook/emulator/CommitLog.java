package dev.silverbook.emulator;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every update of the ledger that the table has accepted, as it passed by. Thread-safe. */
final class CommitLog {

  private static final Pattern STATUS = Pattern.compile("#status = (:\\w+)");
  private static final int OK = 200;

  /**
   * One accepted update that sets a status.
   *
   * @param partition its key
   * @param status as {@code PROCESSED}
   * @param fingerprint empty when it sets none
   */
  record Change(String partition, String status, String fingerprint) {}

  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());

  /** Looks at a request and the status of its answer. */
  void observe(ProxiedRequest request, int answer) {
    if (answer != OK || !request.name().equals("dynamodb:UpdateItem")) {
      return;
    }
    try {
      Map<String, Object> fields = JSON.std.mapFrom(request.json());
      Matcher status = STATUS.matcher((String) fields.get("UpdateExpression"));
      if (status.find()) {
        Map<?, ?> values = (Map<?, ?>) fields.get("ExpressionAttributeValues");
        Map<?, ?> key = (Map<?, ?>) fields.get("Key");
        changes.add(
            new Change(
                text(key.get("partition")),
                text(values.get(status.group(1))),
                text(values.get(":fingerprint"))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many changes there were. */
  int size() {
    return changes.size();
  }

  /** Changes of one partition, in order. */
  List<Change> of(String partition) {
    synchronized (changes) {
      return changes.stream().filter(change -> change.partition().equals(partition)).toList();
    }
  }

  /** How often each (partition, fingerprint) was committed as PROCESSED. */
  Map<Change, Integer> commits() {
    Map<Change, Integer> commits = new HashMap<>();
    synchronized (changes) {
      changes.stream()
          .filter(change -> change.status().equals("PROCESSED"))
          .forEach(change -> commits.merge(change, 1, Integer::sum));
    }
    return commits;
  }

  private static String text(Object attribute) {
    return attribute instanceof Map<?, ?> typed && typed.get("S") instanceof String text
        ? text
        : "";
  }
}
