package dev.silverbook.pipeline.runs;

import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A run's record as plain values, for stores and for people: one spelling of each. */
public final class RunAttributes {

  private RunAttributes() {}

  /** Texts, whole numbers and maps of them; what says nothing is left out. */
  public static Map<String, Object> toMap(RunRecord run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", run.id());
    map.put("kind", run.kind().name());
    map.put("state", run.state().name());
    map.put("request", run.request());
    map.put("startedBy", run.startedBy());
    map.put("startedAt", run.startedAt().toString());
    map.put("updatedAt", run.updatedAt().toString());
    map.put("found", run.found());
    map.put("sent", run.sent());
    if (!run.note().isEmpty()) {
      map.put("note", run.note());
    }
    run.estimate().ifPresent(cost -> map.put("estimate", toMap(cost)));
    return map;
  }

  /** The estimate alone. */
  public static Map<String, Object> toMap(CostEstimate cost) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("partitions", cost.partitions());
    map.put("secondsEach", Double.toString(cost.secondsEach()));
    map.put("measured", cost.measured());
    map.put("memoryMegabytes", cost.memoryMegabytes());
    map.put("dollars", Double.toString(cost.dollars()));
    return map;
  }

  /**
   * The way back.
   *
   * @param json an object as {@link #toMap(RunRecord)} gives it
   * @throws IllegalArgumentException when it is none, naming the field
   */
  public static RunRecord fromJson(String json) {
    try {
      JsonValue fields = JsonValue.parseObject(json);
      return new RunRecord(
          fields.get("id").requiredName(),
          RunRecord.Kind.valueOf(fields.get("kind").requiredName()),
          fields.get("request").text(),
          fields.get("startedBy").textOrEmpty(),
          time(fields.get("startedAt")),
          time(fields.get("updatedAt")),
          fields.get("found").wholeNumber(0, Long.MAX_VALUE).orElse(0),
          fields.get("sent").wholeNumber(0, Long.MAX_VALUE).orElse(0),
          RunRecord.State.valueOf(fields.get("state").requiredName()),
          fields.get("note").textOrEmpty(),
          estimate(fields.get("estimate")));
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not the record of a run (" + e.getMessage() + "): " + json, e);
    }
  }

  private static Instant time(JsonValue field) throws MalformedJsonException {
    return field.time().orElseThrow(() -> field.expected("a time"));
  }

  /**
   * The way back of {@link #toMap(CostEstimate)}; empty when there is no such field.
   *
   * @throws MalformedJsonException when it is something else
   */
  public static Optional<CostEstimate> estimate(JsonValue fields) throws MalformedJsonException {
    return fields.isMissing() ? Optional.empty() : Optional.of(read(fields));
  }

  private static CostEstimate read(JsonValue fields) throws MalformedJsonException {
    return new CostEstimate(
        fields.get("partitions").wholeNumber(0, Long.MAX_VALUE).orElse(0),
        Double.parseDouble(fields.get("secondsEach").text()),
        fields.get("measured").wholeNumber(0, Long.MAX_VALUE).orElse(0),
        (int) fields.get("memoryMegabytes").wholeNumber(0, Integer.MAX_VALUE).orElse(0),
        Double.parseDouble(fields.get("dollars").text()));
  }
}
