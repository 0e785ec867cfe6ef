package dev.silverbook.discovery;

import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a backfill is asked for: {@code {"exchange": …, "symbol": …, "from": …, "to": …,
 * "lookbackDays": …, "limit": …, "retryFailed": …, "force": …, "recheck": …, "heal": …, "dryRun":
 * …, "startedBy": …}}, all optional; an empty object means everything that is due. Exchange and
 * symbol are a text or a list of texts.
 *
 * @param filter which partitions; the days are fixed here, so that a run over midnight keeps them
 * @param plan which of them run
 * @param dryRun count only, send nothing
 * @param startedBy who or what asks, for people
 */
public record BackfillRequest(
    PartitionFilter filter, PlanRequest plan, boolean dryRun, String startedBy) {

  /** Of an invocation that does not say by whom. */
  private static final String SOMEBODY = "an invocation";

  private static final int LONGEST_LOOKBACK_DAYS = 36_500;

  /**
   * Reads one.
   *
   * @param today in UTC; a lookback of one day is today alone
   * @throws BadRequestException naming the field, what was expected and what was found
   */
  public static BackfillRequest parse(String json, LocalDate today) {
    try {
      JsonValue fields = JsonValue.parse(json.isBlank() ? "{}" : json).orNoFields();
      BackfillRequest request = read(fields, today);
      fields.rejectUnknown();
      return request;
    } catch (MalformedJsonException e) {
      throw new BadRequestException(e.of("the input"), e);
    }
  }

  static BackfillRequest read(JsonValue fields, LocalDate today) throws MalformedJsonException {
    Optional<LocalDate> from = fields.get("from").day();
    Optional<LocalDate> to = fields.get("to").day();
    OptionalLong lookback = fields.get("lookbackDays").wholeNumber(1, LONGEST_LOOKBACK_DAYS);
    if (lookback.isPresent()) {
      if (from.isPresent()) {
        throw new BadRequestException(
            "from is "
                + from.get()
                + " and lookbackDays is "
                + lookback.getAsLong()
                + ": give one of them",
            null);
      }
      from = Optional.of(to.orElse(today).minusDays(lookback.getAsLong() - 1));
    }
    Set<String> exchanges = fields.get("exchange").names();
    Set<String> symbols = fields.get("symbol").names();
    PartitionFilter filter;
    try {
      filter = new PartitionFilter(exchanges, symbols, from, to);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e.getMessage(), e);
    }
    return new BackfillRequest(
        filter,
        new PlanRequest(
            fields.get("limit").wholeNumber(0, Long.MAX_VALUE).orElse(PlanRequest.NO_LIMIT),
            fields.get("retryFailed").flag(),
            fields.get("force").flag(),
            fields.get("recheck").flag(),
            fields.get("heal").flag()),
        fields.get("dryRun").flag(),
        fields.get("startedBy").name().orElse(SOMEBODY));
  }

  /** What {@link #parse} reads back, on any day. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(filter.toMap());
    if (plan.limit() != PlanRequest.NO_LIMIT) {
      map.put("limit", plan.limit());
    }
    map.put("retryFailed", plan.retryFailed());
    map.put("force", plan.force());
    map.put("recheck", plan.recheck());
    map.put("heal", plan.heal());
    map.put("dryRun", dryRun);
    map.put("startedBy", startedBy);
    return map;
  }
}
