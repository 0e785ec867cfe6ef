package dev.silverbook.lake.layout;

import dev.silverbook.lake.HivePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds out a lake's layout from its directories' names: any order of exchange, symbol and day
 * under their usual names. Follows one path down, and another when that leads nowhere.
 */
public final class LayoutDetection {

  private static final List<String> EXCHANGES = List.of("exchange", "venue");
  private static final List<String> SYMBOLS =
      List.of("symbol", "instrument", "pair", "product", "market");
  private static final List<String> DATES = List.of("date", "dt");
  private static final int DEEPEST = 8;
  private static final int MOST_LISTINGS = 40;

  private final Function<String, List<String>> directories;
  private final BiPredicate<String, String> preferred;
  private final LayoutConstants constants;
  private int listings;

  /**
   * Looks at directories only while it is asked, and at as few as it can.
   *
   * @param directories names of the directories below a prefix
   * @param preferred of a column and its value: which directories to follow first
   */
  public LayoutDetection(
      Function<String, List<String>> directories,
      BiPredicate<String, String> preferred,
      LayoutConstants constants) {
    this.directories = directories;
    this.preferred = preferred;
    this.constants = constants;
  }

  /** The layout, or empty when no path down names an exchange, a symbol and a day. */
  public Optional<Layout> detect() {
    listings = 0;
    return below("", List.of());
  }

  private Optional<Layout> below(String prefix, List<String> columns) {
    Optional<Layout> known = layout(columns);
    if (known.isPresent() && promised(columns) && saysDayOtherwise(prefix)) {
      known = Optional.empty();
    }
    if (known.isPresent() || columns.size() == DEEPEST || listings == MOST_LISTINGS) {
      return known;
    }
    List<String> first = new ArrayList<>();
    List<String> then = new ArrayList<>();
    for (String name : listed(prefix)) {
      HivePath.segment(name)
          .filter(segment -> !columns.contains(segment.column()))
          .ifPresent(
              segment ->
                  (preferred.test(segment.column(), segment.value()) ? first : then).add(name));
    }
    Set<String> followed = new LinkedHashSet<>(first);
    followed.addAll(then);
    for (String name : followed) {
      List<String> longer = new ArrayList<>(columns);
      longer.add(name.substring(0, name.indexOf('=')));
      Optional<Layout> found = below(prefix + name + "/", longer);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean promised(List<String> columns) {
    return !columns.isEmpty() && columns.get(columns.size() - 1).equals("year");
  }

  /** Whether there is a whole day below a year, or below a month of it: {@code year=/date=}. */
  private boolean saysDayOtherwise(String prefix) {
    List<String> below = listed(prefix);
    if (names(below, DATES)) {
      return true;
    }
    List<String> months = below.stream().filter(name -> name.startsWith("month=")).toList();
    Optional<String> month =
        months.stream()
            .filter(name -> preferred.test("month", name.substring(name.indexOf('=') + 1)))
            .findFirst()
            .or(() -> months.stream().findFirst());
    return month.isPresent() && names(listed(prefix + month.get() + "/"), DATES);
  }

  private List<String> listed(String prefix) {
    listings++;
    return directories.apply(prefix);
  }

  private static boolean names(List<String> directories, List<String> columns) {
    return directories.stream()
        .anyMatch(name -> columns.stream().anyMatch(column -> name.startsWith(column + "=")));
  }

  /** Whether the columns name everything; {@code year} alone promises the rest of the day. */
  private Optional<Layout> layout(List<String> columns) {
    List<String> all = new ArrayList<>(columns);
    if (!all.isEmpty() && all.get(all.size() - 1).equals("year")) {
      all.addAll(List.of("month", "day"));
    }
    Optional<String> exchange = used(EXCHANGES, all);
    Optional<String> symbol = used(SYMBOLS, all);
    Optional<String> date = used(DATES, all);
    boolean day = date.isPresent() || all.containsAll(List.of("year", "month", "day"));
    boolean exchangeKnown = exchange.isPresent() != constants.exchange().isPresent();
    boolean symbolKnown = symbol.isPresent() != constants.symbol().isPresent();
    if (!day || !exchangeKnown || !symbolKnown) {
      return Optional.empty();
    }
    List<String> levels = new ArrayList<>();
    for (String column : all) {
      levels.add(column + "={" + field(column, exchange, symbol, date) + "}");
    }
    return Optional.of(Layout.parse(String.join("/", levels), constants));
  }

  private static String field(
      String column, Optional<String> exchange, Optional<String> symbol, Optional<String> date) {
    if (Optional.of(column).equals(exchange)) {
      return "exchange";
    }
    if (Optional.of(column).equals(symbol)) {
      return "symbol";
    }
    if (Optional.of(column).equals(date)) {
      return "date";
    }
    boolean partOfDay = column.equals("year") || column.equals("month") || column.equals("day");
    return date.isEmpty() && partOfDay ? column : "*";
  }

  private static Optional<String> used(List<String> names, List<String> columns) {
    return names.stream().filter(columns::contains).findFirst();
  }
}
