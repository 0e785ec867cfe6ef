package dev.silverbook.command.inspect;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputReport;
import dev.silverbook.lake.understood.BookSpelling;
import dev.silverbook.lake.understood.FileSchema;
import dev.silverbook.pipeline.inspect.PartitionLook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a file, with what each was taken for. */
final class ColumnTable {

  /** Nothing reads the column. */
  static final String NOT_READ = "not read";

  /**
   * One column, or several levels' worth of them.
   *
   * @param name of the first
   * @param last name of the last of several; empty for one
   * @param columns how many
   * @param type of the first
   * @param takenFor in words
   */
  record Line(String name, Optional<String> last, int columns, String type, String takenFor) {}

  private final Map<String, String> takenFor = new HashMap<>();
  private final FileSchema schema;
  private final boolean trades;

  private ColumnTable(FileSchema schema, boolean trades) {
    this.schema = schema;
    this.trades = trades;
  }

  /** Of one file of a look. */
  static ColumnTable of(PartitionLook look, PartitionLook.File file) {
    ColumnTable table = new ColumnTable(file.schema(), file.trades());
    InputReport report = file.trades() ? look.excerpt().tradeReport() : look.excerpt().orderBook();
    List<String> names = file.schema().columns().stream().map(FileSchema.Column::name).toList();
    if (report.columns().isEmpty()) {
      // Nothing was read: what the names alone say.
      for (ColumnRole role : ColumnRole.values()) {
        role.find(names).ifPresent(name -> table.takenFor.put(name, words(role.key())));
      }
    }
    report
        .columns()
        .forEach((role, columns) -> columns.forEach(name -> table.take(name, role, report)));
    for (BookSpelling book : report.books()) {
      book.bids().forEach(name -> table.takenFor.put(name, "bids: " + book.words()));
      book.asks().forEach(name -> table.takenFor.put(name, "asks: " + book.words()));
      book.marker().ifPresent(name -> table.takenFor.put(name, "marks snapshots"));
    }
    return table;
  }

  private void take(String name, String role, InputReport report) {
    List<String> units = report.units().getOrDefault(name, List.of());
    takenFor.put(
        name,
        (trades ? words(role) : ofLevels(role))
            + (units.isEmpty() ? "" : " in " + String.join(" and ", units))
            + (isClock(role, report.clock()) ? ", the clock" : ""));
  }

  private static boolean isClock(String role, Clock clock) {
    return role.equals(
        switch (clock) {
          case CAPTURE -> ColumnRole.CAPTURE_TIME.key();
          case EXCHANGE -> ColumnRole.EXCHANGE_TIME.key();
        });
  }

  /** In tables of levels these roles are not a trade's. */
  private static String ofLevels(String role) {
    return switch (role) {
      case "price" -> "price of a level";
      case "amount" -> "size of a level";
      case "side" -> "side of the book";
      default -> words(role);
    };
  }

  private static String words(String role) {
    return role.equals(ColumnRole.BUYER_MAKER.key())
        ? "side: whether the buyer was the maker"
        : role.replace('_', ' ');
  }

  /** Every column alone. */
  List<Line> all() {
    return schema.columns().stream()
        .map(
            column ->
                new Line(
                    column.name(),
                    Optional.empty(),
                    1,
                    column.type(),
                    takenFor.getOrDefault(column.name(), NOT_READ)))
        .toList();
  }

  /** The same, with neighbours of one type and use in one line where there are more than two. */
  List<Line> folded() {
    List<Line> lines = new ArrayList<>();
    List<Line> all = all();
    int start = 0;
    while (start < all.size()) {
      int end = start + 1;
      while (end < all.size() && alike(all.get(start), all.get(end))) {
        end++;
      }
      if (end - start > 2) {
        Line first = all.get(start);
        lines.add(
            new Line(
                first.name(),
                Optional.of(all.get(end - 1).name()),
                end - start,
                first.type(),
                merged(first, all.get(end - 1), all.subList(start, end))));
      } else {
        lines.addAll(all.subList(start, end));
      }
      start = end;
    }
    return lines;
  }

  private static boolean alike(Line one, Line other) {
    return one.type().equals(other.type()) && use(one).equals(use(other));
  }

  /** Without the side: levels of both sides often take turns. */
  private static String use(Line line) {
    return line.takenFor().replaceFirst("^(bids|asks): ", "");
  }

  private static String merged(Line first, Line last, List<Line> lines) {
    return lines.stream().allMatch(line -> line.takenFor().equals(first.takenFor()))
        ? first.takenFor()
        : first.takenFor().matches("(bids|asks): .*") ? "bids and asks: " + use(last) : use(first);
  }
}
