package dev.silverbook.command.report;

import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.pipeline.runs.RunAttributes;
import dev.silverbook.pipeline.runs.RunRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The runs of a ledger, for people and for machines.
 *
 * @param ledger where it is
 * @param newest all of them, the newest first
 * @param limit how many to show
 * @param now tells which runs are silent
 */
public record RunsList(String ledger, List<RunRecord> newest, int limit, Instant now) {

  /** A table. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("Ledger  ").append(ledger).append("\n\n");
    if (newest.isEmpty()) {
      return text.append("No run is on record\n").toString();
    }
    TextTable table =
        new TextTable("started", "kind", "state", "last seen", "found", "sent", "by", "id");
    shown()
        .forEach(
            run ->
                table.row(
                    seconds(run.startedAt()),
                    word(run.kind()),
                    state(run, now),
                    seconds(run.updatedAt()),
                    Quantities.count(run.found()),
                    Quantities.count(run.sent()),
                    run.startedBy(),
                    run.id()));
    text.append(table.plain());
    if (newest.size() > limit) {
      text.append("and ")
          .append(Quantities.counted(newest.size() - limit, "older run"))
          .append("; --limit shows more\n");
    }
    return text.toString();
  }

  /** The same for machines. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ledger", ledger);
    document.put("runs", shown().stream().map(run -> json(run, now)).toList());
    document.put("on_record", newest.size());
    return document;
  }

  private List<RunRecord> shown() {
    return newest.stream().limit(limit).toList();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** How far a run is, as far as anybody knows. */
  static String state(RunRecord run, Instant now) {
    if (run.silent(now)) {
      return "interrupted";
    }
    return run.kind() == RunRecord.Kind.RUN && run.state() == RunRecord.State.LISTING
        ? "running"
        : word(run.state());
  }

  /** One record. */
  static Map<String, Object> json(RunRecord run, Instant now) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", run.id());
    map.put("kind", word(run.kind()));
    map.put("state", state(run, now));
    map.put("started_at", run.startedAt().toString());
    map.put("started_by", run.startedBy());
    map.put("updated_at", run.updatedAt().toString());
    map.put("found", run.found());
    map.put("sent", run.sent());
    map.put("request", run.request());
    if (!run.note().isEmpty()) {
      map.put("note", run.note());
    }
    run.estimate().ifPresent(cost -> map.put("estimate", RunAttributes.toMap(cost)));
    return map;
  }
}
