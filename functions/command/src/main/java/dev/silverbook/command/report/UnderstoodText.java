package dev.silverbook.command.report;

import dev.silverbook.command.terminal.Paragraph;
import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.lake.understood.UnderstoodStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;

/** What inputs were taken for: said once, and again only where a partition differs from it. */
public final class UnderstoodText {

  private static final int DIFFERENCES_SHOWN = 4;
  private static final String MARKER = "snapshot_marker";
  private static final List<String> ROLES =
      List.of(
          "levels",
          MARKER,
          "capture_time",
          "exchange_time",
          "sequence",
          "price",
          "amount",
          "trade_id",
          "side",
          "buyer_maker");

  /** Partitions whose input was taken for the same. */
  private static final class Group {
    private Understood says;
    private final List<PartitionId> partitions = new ArrayList<>();
    private int depth;

    Group(Understood says) {
      this.says = says;
    }

    PartitionId first() {
      return partitions.get(0);
    }
  }

  private final List<Group> groups = new ArrayList<>();

  private UnderstoodText() {}

  /** Groups what was understood; most partitions first. */
  public static UnderstoodText of(SortedMap<PartitionId, Understood> understood) {
    UnderstoodText text = new UnderstoodText();
    understood.forEach(text::add);
    text.groups.sort(
        Comparator.comparing((Group group) -> -group.partitions.size())
            .thenComparing(Group::first));
    return text;
  }

  private void add(PartitionId partition, Understood says) {
    Group group =
        groups.stream()
            .filter(one -> says.saidBy(one.says) || one.says.saidBy(says))
            .findFirst()
            .orElseGet(
                () -> {
                  groups.add(new Group(says));
                  return groups.get(groups.size() - 1);
                });
    if (!says.saidBy(group.says)) {
      group.says = says;
    }
    group.partitions.add(partition);
    group.depth = Math.max(group.depth, says.depth());
  }

  /** Some lines; nothing when nothing is known. */
  public String text() {
    if (groups.isEmpty()) {
      return "";
    }
    Group most = groups.get(0);
    Map<String, String> lines = lines(most.says, most.depth);
    StringBuilder text = new StringBuilder("Understood");
    if (groups.size() > 1) {
      text.append(", in ").append(Quantities.counted(most.partitions.size(), "partition"));
    }
    text.append('\n');
    lines.forEach((what, words) -> append(text, "  ", what, words));
    groups.stream().skip(1).limit(DIFFERENCES_SHOWN).forEach(group -> append(text, group, lines));
    if (groups.size() > 1 + DIFFERENCES_SHOWN) {
      text.append("  and otherwise in ")
          .append(
              Quantities.counted(
                  groups.stream()
                      .skip(1 + DIFFERENCES_SHOWN)
                      .mapToLong(group -> group.partitions.size())
                      .sum(),
                  "more partition"))
          .append(": status --json has each\n");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Group group, Map<String, String> said) {
    text.append("  but in ").append(group.first());
    if (group.partitions.size() > 1) {
      text.append(" and ").append(Quantities.count(group.partitions.size() - 1)).append(" more");
    }
    text.append(":\n");
    lines(group.says, group.depth)
        .forEach(
            (what, words) -> {
              if (!words.equals(said.get(what))) {
                append(text, "    ", what, words);
              }
            });
  }

  private static void append(StringBuilder text, String indent, String what, String words) {
    text.append(
        Paragraph.of(indent + String.format(Locale.ROOT, "%-8s ", what), words, Paragraph.PAGE));
  }

  /** For machines: each way once, with its partitions counted and the first one named. */
  public List<Object> json() {
    List<Object> list = new ArrayList<>();
    for (Group group : groups) {
      Map<String, Object> map = new LinkedHashMap<>(group.says.toMap());
      map.put("depth", group.depth);
      map.put("partitions", group.partitions.size());
      map.put("first", PartitionText.partition(group.first()));
      list.add(map);
    }
    return list;
  }

  private static Map<String, String> lines(Understood says, int depth) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("layout", says.layout());
    says.tradesLayout()
        .filter(layout -> !layout.equals(says.layout()))
        .ifPresent(layout -> lines.put("and", layout + " (trades)"));
    String shapes = String.join(" or ", says.books().shapes());
    lines.put(
        "books",
        shapes
            + (shapes.contains(" level") ? "" : ", up to " + Quantities.counted(depth, "level"))
            + "; "
            + columns(says.books()));
    says.trades().ifPresent(trades -> lines.put("trades", columns(trades)));
    lines.put("clock", says.clock());
    return lines;
  }

  /** What each column is, in one line. */
  private static String columns(UnderstoodStream stream) {
    StringJoiner words = new StringJoiner("; ");
    for (String role : ROLES) {
      List<String> columns = stream.columns().getOrDefault(role, List.of());
      if (!columns.isEmpty()) {
        words.add(role.replace('_', ' ') + ": " + columns(role, columns, stream));
      }
    }
    if (!stream.sides().isEmpty()) {
      boolean ofBooks = !stream.shapes().isEmpty();
      StringJoiner sides = new StringJoiner(", ");
      stream
          .sides()
          .forEach(
              (side, spellings) ->
                  sides.add(String.join(" or ", spellings) + " = " + side(side, ofBooks)));
      words.add(sides.toString());
    }
    return words.toString();
  }

  /** A level of a book stands on a side; a trade has an aggressor. */
  private static String side(String side, boolean ofBooks) {
    if (!ofBooks) {
      return side;
    }
    return side.equals("buy") ? "bid" : "ask";
  }

  private static String columns(String role, List<String> columns, UnderstoodStream stream) {
    if (role.equals("levels")) {
      return String.join(", ", columns);
    }
    StringJoiner words = new StringJoiner(" or ");
    for (String column : columns) {
      List<String> units = stream.units().getOrDefault(column, List.of());
      List<String> types = stream.types().getOrDefault(column, List.of());
      String type =
          String.join(" or ", types)
              + (units.isEmpty() ? "" : " in " + String.join(" and ", units));
      words.add(column + (role.endsWith("_time") && !type.isEmpty() ? " (" + type + ")" : ""));
    }
    return words.toString();
  }
}
