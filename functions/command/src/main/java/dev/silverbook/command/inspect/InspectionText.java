package dev.silverbook.command.inspect;

import dev.silverbook.command.inspect.Inspection.Problem;
import dev.silverbook.command.terminal.Paragraph;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputReport;
import dev.silverbook.pipeline.inspect.Excerpt;
import dev.silverbook.pipeline.inspect.LakeSurvey;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.ledger.PartitionStats;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/** An inspection for people. */
final class InspectionText {

  private static final int COLUMNS_SHOWN = 40;
  private static final int WIDEST_TYPE = 48;
  private static final int NAMED = 4;

  private final Inspection inspection;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  private InspectionText(Inspection inspection, int width) {
    this.inspection = inspection;
    this.width = width;
  }

  /**
   * All of it.
   *
   * @param width of a line, where that is possible
   */
  static String of(Inspection inspection, int width) {
    return new InspectionText(inspection, width).text();
  }

  private String text() {
    line("Place", inspection.place().toString());
    inspection.books().ifPresent(dataset -> dataset("Books", dataset));
    inspection.trades().ifPresent(dataset -> dataset("Trades", dataset));
    inspection
        .others()
        .forEach(
            dataset ->
                line("Also", dataset.place() + ": " + dataset.kind().words() + ", not taken"));
    shown(false).ifPresent(look -> columns(look, false));
    shown(true).ifPresent(look -> columns(look, true));
    rows();
    looks();
    notes();
    verdict();
    return text.toString();
  }

  private void line(String what, String words) {
    text.append(Paragraph.of(String.format(Locale.ROOT, "%-8s", what), words, width));
  }

  private void dataset(String what, Dataset dataset) {
    LakeSurvey survey = dataset.survey();
    String least = survey.complete() ? "" : "at least ";
    text.append('\n');
    line(what, dataset.place().toString());
    line("", "layout " + dataset.layoutName());
    if (!survey.found()) {
      return;
    }
    line(
        "",
        least
            + names(survey.exchanges().size(), "exchange", survey.exchanges())
            + ", "
            + names(
                survey.symbols().size(),
                "symbol",
                survey.symbols().stream().map(symbol -> symbol.replace('~', '/')).toList())
            + ", "
            + Quantities.counted(survey.days().size(), "day")
            + " "
            + span(new TreeSet<>(survey.days()))
            + ": "
            + Quantities.counted(survey.partitions().size(), "partition"));
    LakeSurvey.Size size = survey.size();
    boolean all = survey.complete() && size.partitions() == survey.partitions().size();
    line(
        "",
        Quantities.counted(size.files(), "file")
            + ", "
            + Quantities.bytes(size.bytes())
            + (all
                ? ""
                : ", in " + Quantities.counted(size.partitions(), "partition") + " of these")
            + (size.others() > 0
                ? ", and "
                    + Quantities.counted(size.others(), "file")
                    + " that "
                    + (size.others() == 1 ? "is" : "are")
                    + " not read"
                : ""));
    line("", rows(what.equals("Trades"), size, all));
    if (survey.ignoredCount() > 0) {
      StringJoiner some = new StringJoiner(", ");
      survey.ignored().forEach(path -> some.add(path.path()));
      line(
          "",
          Quantities.counted(survey.ignoredCount(), "name")
              + (survey.ignoredCount() == 1 ? " fits" : " fit")
              + " no partition and will not be read, such as "
              + some);
    }
  }

  /** Rows are known of files that were opened. */
  private String rows(boolean trades, LakeSurvey.Size size, boolean all) {
    long files = 0;
    long rows = 0;
    for (PartitionLook look : inspection.looks()) {
      for (PartitionLook.File file : look.files()) {
        if (file.trades() == trades) {
          files++;
          rows += file.schema().rows();
        }
      }
    }
    return Quantities.counted(rows, "row")
        + (all && files == size.files()
            ? ""
            : " in "
                + Quantities.counted(files, "file")
                + " that "
                + (files == 1 ? "was" : "were")
                + " opened");
  }

  private static String names(int count, String singular, Iterable<String> names) {
    StringJoiner some = new StringJoiner(", ", " (", count > NAMED ? ", …)" : ")");
    int shown = 0;
    for (String name : names) {
      if (shown++ < NAMED) {
        some.add(name);
      }
    }
    return Quantities.counted(count, singular) + some;
  }

  private static String span(SortedSet<LocalDate> days) {
    return days.size() == 1
        ? "(" + days.first() + ")"
        : "from " + days.first() + " to " + days.last();
  }

  /** The look whose files are shown: one that was understood, where there is one. */
  private Optional<PartitionLook> shown(boolean trades) {
    return inspection.looks().stream()
        .filter(look -> look.failure().isEmpty() && has(look, trades))
        .findFirst()
        .or(() -> inspection.looks().stream().filter(look -> has(look, trades)).findFirst());
  }

  private static boolean has(PartitionLook look, boolean trades) {
    return look.files().stream().anyMatch(file -> file.trades() == trades);
  }

  private void columns(PartitionLook look, boolean trades) {
    PartitionLook.File file =
        look.files().stream().filter(one -> one.trades() == trades).findFirst().orElseThrow();
    text.append('\n');
    line(
        "Columns",
        (trades ? "of trades: " : "of order books: ")
            + file.key()
            + " ("
            + Quantities.counted(file.schema().rows(), "row")
            + ", "
            + Quantities.counted(file.schema().rowGroups(), "row group")
            + ")");
    TextTable table = new TextTable("  name", "type", "taken for");
    List<ColumnTable.Line> lines = ColumnTable.of(look, file).folded();
    lines.stream()
        .limit(COLUMNS_SHOWN)
        .forEach(
            one ->
                table.row(
                    "  "
                        + one.name()
                        + one.last().map(last -> " … " + last).orElse("")
                        + (one.columns() > 1 ? " (" + one.columns() + ")" : ""),
                    one.type().length() > WIDEST_TYPE
                        ? one.type().substring(0, WIDEST_TYPE - 1) + "…"
                        : one.type(),
                    one.takenFor()));
    text.append(table.plain());
    if (lines.size() > COLUMNS_SHOWN) {
      text.append("  and ").append(lines.size() - COLUMNS_SHOWN).append(" more (--json)\n");
    }
  }

  private void rows() {
    Optional<PartitionLook> books =
        inspection.looks().stream().filter(look -> look.excerpt().book().isPresent()).findFirst();
    books.ifPresent(look -> book(look.excerpt().book().orElseThrow()));
    Optional<PartitionLook> trades =
        inspection.looks().stream().filter(look -> !look.excerpt().trades().isEmpty()).findFirst();
    trades.ifPresent(this::trades);
  }

  private void book(Excerpt.Book book) {
    text.append('\n');
    line(
        "Book",
        time(book.micros())
            + ", "
            + Quantities.count(book.bidLevels())
            + " bids and "
            + Quantities.count(book.askLevels())
            + " asks");
    side("  bids", book.bids(), book.bidLevels());
    side("  asks", book.asks(), book.askLevels());
  }

  private void side(String name, List<Excerpt.Level> levels, int all) {
    StringJoiner joined = new StringJoiner(", ");
    levels.forEach(level -> joined.add(number(level.size()) + " at " + number(level.price())));
    text.append(
        Paragraph.of(
            String.format(Locale.ROOT, "%-8s", name),
            levels.isEmpty() ? "none" : joined + (all > levels.size() ? ", …" : ""),
            width));
  }

  private void trades(PartitionLook look) {
    text.append('\n');
    InputReport report = look.excerpt().tradeReport();
    StringJoiner sides = new StringJoiner(", ");
    report
        .understood()
        .sides()
        .forEach((side, words) -> sides.add(String.join(" or ", words) + " = " + side));
    report.unknownSpellings().forEach((word, count) -> sides.add(word + " = unknown"));
    line("Trades", sides.length() == 0 ? "no side is spelled" : "sides seen: " + sides);
    TextTable table = new TextTable("  time", "aggressor", "price", "amount");
    look.excerpt()
        .trades()
        .forEach(
            trade ->
                table.row(
                    "  " + time(trade.micros()),
                    trade.side().name().toLowerCase(Locale.ROOT),
                    number(trade.price()),
                    number(trade.amount())));
    text.append(table.plain());
  }

  private void looks() {
    if (inspection.looks().isEmpty()) {
      return;
    }
    text.append('\n');
    line(
        "Read",
        Quantities.counted(inspection.looks().size(), "partition") + ", as a run reads them");
    for (PartitionLook look : inspection.looks()) {
      text.append(Paragraph.of("  ", inspection.name(look) + ": " + outcome(look), width));
      for (String reason : look.degradedBy()) {
        text.append(Paragraph.of("    ", reason, width));
        text.append(Paragraph.of("      ", "to do: " + Remedies.of(reason), width));
      }
      leftOut(look);
      look.notes().forEach(note -> text.append(Paragraph.of("    ", "note: " + note, width)));
    }
  }

  private void leftOut(PartitionLook look) {
    leftOut(look, InputCount.ROWS_DUPLICATE, "duplicate snapshot");
    leftOut(look, InputCount.TRADES_DUPLICATE, "duplicate trade");
    if (look.stats().map(stats -> stats.count(InputCount.ROWS_BY_EXCHANGE_TIME)).orElse(0L) > 0) {
      text.append(
          Paragraph.of(
              "    ",
              "ordered by the exchange's time, as there is no capture time in all of it",
              width));
    }
  }

  private void leftOut(PartitionLook look, InputCount what, String one) {
    long count = look.stats().map(stats -> stats.count(what)).orElse(0L);
    if (count > 0) {
      text.append(Paragraph.of("    ", Quantities.counted(count, one) + " left out", width));
    }
  }

  private static String outcome(PartitionLook look) {
    if (look.failure().isPresent()) {
      return "refused, " + look.failure().get().reason();
    }
    String outcome =
        (look.degradedBy().isEmpty() ? "good" : "degraded")
            + (look.whole() ? "" : ", as far as its first rows tell");
    return look.stats().map(stats -> outcome + "; " + measured(stats)).orElse(outcome);
  }

  private static String measured(PartitionStats stats) {
    return Quantities.counted(stats.rowsRead(), "row")
        + span(
            stats.day().map(day -> day.firstMicros()).orElse(OptionalLong.empty()),
            stats.day().map(day -> day.lastMicros()).orElse(OptionalLong.empty()))
        + (stats.tradesRead() > 0 ? ", " + Quantities.counted(stats.tradesRead(), "trade") : "");
  }

  private static String span(OptionalLong first, OptionalLong last) {
    return first.isEmpty() || last.isEmpty()
        ? ""
        : " from " + time(first.getAsLong()) + " to " + time(last.getAsLong());
  }

  private void notes() {
    if (inspection.notes().isEmpty()) {
      return;
    }
    text.append('\n');
    inspection.notes().forEach(note -> line("Note", note));
  }

  private void verdict() {
    text.append('\n');
    switch (inspection.verdict()) {
      case GOOD -> line("Verdict", "can be run as it is");
      case DEGRADED ->
          line("Verdict", "can be run as it is; days such as those above would be degraded");
      case REFUSED -> {
        line("Verdict", "cannot be run as it is");
        for (Problem problem : inspection.problems()) {
          text.append("  ")
              .append(problem.where())
              .append("  ")
              .append(problem.reason())
              .append('\n');
          text.append(Paragraph.of("    ", problem.message(), width));
          text.append(Paragraph.of("    ", problem.remedy(), width));
        }
      }
    }
    // On a line of its own, however long: it is there to be copied.
    inspection
        .next()
        .ifPresent(
            command ->
                text.append(inspection.verdict() == Inspection.Verdict.REFUSED ? "\nThen\n" : "\n")
                    .append("  ")
                    .append(command)
                    .append('\n'));
  }

  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : "null";
  }
}
