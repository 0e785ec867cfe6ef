package dev.silverbook.command.inspect;

import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.pipeline.inspect.Excerpt;
import dev.silverbook.pipeline.inspect.LakeSurvey;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.PartitionStats;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** An inspection for machines; docs/inspect.md says what each key means. */
final class InspectionJson {

  private InspectionJson() {}

  /** One document. */
  static Map<String, Object> of(Inspection inspection) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("place", inspection.place().toString());
    document.put("verdict", inspection.verdict().key());
    document.put("exit_code", inspection.exitCode());
    inspection.next().ifPresent(command -> document.put("command", command.toString()));
    inspection.books().ifPresent(books -> document.put("orderbook", dataset(books)));
    inspection.trades().ifPresent(trades -> document.put("trades", dataset(trades)));
    document.put("others", inspection.others().stream().map(InspectionJson::dataset).toList());
    document.put("partitions", inspection.looks().stream().map(InspectionJson::look).toList());
    List<Object> problems = new ArrayList<>();
    for (Inspection.Problem problem : inspection.problems()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("where", problem.where());
      map.put("reason", problem.reason());
      map.put("message", problem.message());
      map.put("remedy", problem.remedy());
      problems.add(map);
    }
    document.put("problems", problems);
    document.put("notes", inspection.notes());
    return document;
  }

  private static Map<String, Object> dataset(Dataset dataset) {
    LakeSurvey survey = dataset.survey();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("place", dataset.place().toString());
    map.put("kind", dataset.kind().name().toLowerCase(Locale.ROOT));
    map.put("layout", dataset.layoutName());
    map.put("complete", survey.complete());
    map.put("partitions", survey.partitions().size());
    map.put("exchanges", survey.exchanges().size());
    map.put("symbols", survey.symbols().size());
    map.put("days", survey.days().size());
    if (survey.found()) {
      TreeSet<LocalDate> days = new TreeSet<>(survey.days());
      map.put("first_day", days.first().toString());
      map.put("last_day", days.last().toString());
    }
    map.put("listed_partitions", survey.size().partitions());
    map.put("files", survey.size().files());
    map.put("bytes", survey.size().bytes());
    map.put("files_not_read", survey.size().others());
    map.put("fit_no_partition", survey.ignoredCount());
    return map;
  }

  private static Map<String, Object> look(PartitionLook look) {
    Map<String, Object> map = PartitionText.partition(look.partition());
    map.put(
        "verdict",
        look.failure().isPresent() ? "refused" : look.degradedBy().isEmpty() ? "good" : "degraded");
    map.put("whole", look.whole());
    look.failure().ifPresent(failure -> map.put("error", PartitionText.failure(failure)));
    List<Object> reasons = new ArrayList<>();
    for (String reason : look.degradedBy()) {
      reasons.add(Map.of("reason", reason, "remedy", Remedies.of(reason)));
    }
    map.put("degraded_by", reasons);
    map.put("notes", look.notes());
    look.stats().ifPresent(stats -> measured(stats, map));
    List<Object> files = new ArrayList<>();
    for (PartitionLook.File file : look.files()) {
      files.add(file(look, file));
    }
    map.put("files", files);
    Excerpt excerpt = look.excerpt();
    excerpt.book().ifPresent(book -> map.put("book", book(book)));
    map.put("trades", excerpt.trades().stream().map(InspectionJson::trade).toList());
    return map;
  }

  private static void measured(PartitionStats stats, Map<String, Object> map) {
    stats
        .day()
        .ifPresent(
            day -> {
              day.firstMicros()
                  .ifPresent(micros -> map.put("first_row", InspectionText.time(micros)));
              day.lastMicros()
                  .ifPresent(micros -> map.put("last_row", InspectionText.time(micros)));
            });
    Map<String, Object> values = LedgerAttributes.toMap(stats);
    stats.understood().ifPresent(what -> map.put("understood", what.toMap()));
    values.remove(LedgerAttributes.UNDERSTOOD);
    map.put("stats", values);
  }

  private static Map<String, Object> file(PartitionLook look, PartitionLook.File file) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", file.key());
    map.put("dataset", file.trades() ? "trades" : "orderbook");
    map.put("rows", file.schema().rows());
    map.put("row_groups", file.schema().rowGroups());
    List<Object> columns = new ArrayList<>();
    for (ColumnTable.Line line : ColumnTable.of(look, file).all()) {
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("name", line.name());
      column.put("type", line.type());
      if (!line.takenFor().equals(ColumnTable.NOT_READ)) {
        column.put("taken_for", line.takenFor());
      }
      columns.add(column);
    }
    map.put("columns", columns);
    return map;
  }

  private static Map<String, Object> book(Excerpt.Book book) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", InspectionText.time(book.micros()));
    map.put("bid_levels", book.bidLevels());
    map.put("ask_levels", book.askLevels());
    map.put("bids", levels(book.bids()));
    map.put("asks", levels(book.asks()));
    return map;
  }

  private static List<Object> levels(List<Excerpt.Level> levels) {
    List<Object> list = new ArrayList<>();
    for (Excerpt.Level level : levels) {
      Map<String, Object> map = new LinkedHashMap<>();
      put(map, "price", level.price());
      put(map, "size", level.size());
      list.add(map);
    }
    return list;
  }

  private static Map<String, Object> trade(Excerpt.Trade trade) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", InspectionText.time(trade.micros()));
    map.put("side", trade.side().name().toLowerCase(Locale.ROOT));
    put(map, "price", trade.price());
    put(map, "amount", trade.amount());
    return map;
  }

  /** JSON has no number for what is undefined. */
  private static void put(Map<String, Object> map, String key, double value) {
    if (Double.isFinite(value)) {
      map.put(key, value);
    }
  }
}
