package dev.silverbook.lake.layout;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a lake's directories name its partitions: an ordered list of levels, and constants for what
 * the path does not say. Immutable.
 */
public final class Layout {

  /** The layout that outputs have, and the best known of inputs. */
  public static final Layout CANONICAL =
      parse(
          "exchange={exchange}/symbol={symbol}/year={year}/month={month}/day={day}",
          LayoutConstants.NONE);

  private final String name;
  private final List<LayoutLevel> levels;
  private final LayoutConstants constants;
  private final boolean endsInFile;
  private final int depth;

  private Layout(String name, List<LayoutLevel> levels, LayoutConstants constants) {
    this.name = name;
    this.levels = List.copyOf(levels);
    this.constants = constants;
    this.endsInFile = InputFileName.isInput(levels.get(levels.size() - 1).pattern());
    int last = 0;
    for (int i = 0; i < levels.size(); i++) {
      last = levels.get(i).fields().isEmpty() ? last : i + 1;
    }
    this.depth = last;
  }

  /**
   * A layout as people write it.
   *
   * @param pattern levels with {@code /} between them: {@code exchange={exchange}/{symbol}/{date}};
   *     the last may be a file's name
   * @param constants what the pattern does not say
   * @throws IllegalArgumentException when it does not name partitions, saying why and what to write
   */
  public static Layout parse(String pattern, LayoutConstants constants) {
    String trimmed = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
    try {
      List<LayoutLevel> levels = new ArrayList<>();
      for (String level : trimmed.split("/", -1)) {
        levels.add(LayoutLevel.of(level));
      }
      requirePartitions(levels, constants);
      return new Layout(trimmed, levels, constants);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("layout '" + pattern + "': " + e.getMessage(), e);
    }
  }

  /**
   * A layout by its name, as something that was made of a partition says it: what its paths do not
   * say is that partition's.
   *
   * @throws IllegalArgumentException when the name is no pattern
   */
  public static Layout named(String name, PartitionId partition) {
    return parse(
        name,
        new LayoutConstants(
            constant(name, partition, LayoutField.EXCHANGE),
            constant(name, partition, LayoutField.SYMBOL)));
  }

  private static Optional<String> constant(String name, PartitionId partition, LayoutField field) {
    return name.contains("{" + field.text() + "}")
        ? Optional.empty()
        : Optional.of(value(partition, field));
  }

  private static void requirePartitions(List<LayoutLevel> levels, LayoutConstants constants) {
    Set<LayoutField> seen = EnumSet.noneOf(LayoutField.class);
    for (LayoutLevel level : levels) {
      for (LayoutField field : level.fields()) {
        if (!seen.add(field)) {
          throw new IllegalArgumentException("it has {" + field.text() + "} twice; keep one");
        }
      }
    }
    requireOnce(seen.contains(LayoutField.EXCHANGE), constants.exchange(), "exchange");
    requireOnce(seen.contains(LayoutField.SYMBOL), constants.symbol(), "symbol");
    Set<LayoutField> parts = EnumSet.of(LayoutField.YEAR, LayoutField.MONTH, LayoutField.DAY);
    parts.retainAll(seen);
    if (seen.contains(LayoutField.DATE) ? !parts.isEmpty() : parts.size() < 3) {
      throw new IllegalArgumentException(
          "it must name the day once: with {date}, or with {year}, {month} and {day}");
    }
  }

  private static void requireOnce(boolean inPath, Optional<String> constant, String field) {
    if (!inPath && constant.isEmpty()) {
      throw new IllegalArgumentException(
          "it has no {" + field + "}; add it, or name the one there is with --" + field + "-name");
    }
    if (inPath && constant.isPresent()) {
      throw new IllegalArgumentException(
          "it has {" + field + "}, and --" + field + "-name gives one too; leave one out");
    }
  }

  /** The pattern. */
  public String name() {
    return name;
  }

  /** Outermost first. */
  public List<LayoutLevel> levels() {
    return levels;
  }

  /** How many levels it takes until the partition is known. */
  public int depth() {
    return depth;
  }

  /** Whether the last level is a file's name. */
  public boolean endsInFile() {
    return endsInFile;
  }

  /** What is known before any level is read. */
  public Map<LayoutField, String> start() {
    Map<LayoutField, String> values = new EnumMap<>(LayoutField.class);
    constants.exchange().ifPresent(value -> values.put(LayoutField.EXCHANGE, value));
    constants.symbol().ifPresent(value -> values.put(LayoutField.SYMBOL, value));
    return values;
  }

  /**
   * The day that a set of values names, which has either a date or year, month and day.
   *
   * @return empty when there is no such day
   */
  public Optional<LocalDate> day(Map<LayoutField, String> values) {
    String date = values.get(LayoutField.DATE);
    return date == null
        ? HivePath.date(
            values.get(LayoutField.YEAR),
            values.get(LayoutField.MONTH),
            values.get(LayoutField.DAY))
        : HivePath.date(date.substring(0, 4), date.substring(5, 7), date.substring(8));
  }

  /**
   * The partition that a complete set of values names.
   *
   * @return empty when there is no such day
   */
  public Optional<PartitionId> partition(Map<LayoutField, String> values) {
    return day(values)
        .map(
            day ->
                new PartitionId(
                    values.get(LayoutField.EXCHANGE), values.get(LayoutField.SYMBOL), day));
  }

  /** A partition's value of a field, as {@link LayoutLevel#match} gives it. */
  public static String value(PartitionId partition, LayoutField field) {
    String date = partition.date().toString();
    return switch (field) {
      case EXCHANGE -> partition.exchange();
      case SYMBOL -> partition.symbol();
      case DATE -> date;
      case YEAR -> date.substring(0, 4);
      case MONTH -> date.substring(5, 7);
      case DAY -> date.substring(8);
    };
  }

  /** Where a partition's directories are, for people: the pattern with its values. */
  public String path(PartitionId partition) {
    String path = name;
    for (LayoutField field : LayoutField.values()) {
      path = path.replace("{" + field.text() + "}", value(partition, field));
    }
    return path;
  }

  /** Compares partitions in the order in which a walk through the directories meets them. */
  public int compare(PartitionId one, PartitionId other) {
    for (LayoutLevel level : levels) {
      for (LayoutField field : level.fields()) {
        int order = value(one, field).compareTo(value(other, field));
        if (order != 0) {
          return order;
        }
      }
    }
    return 0;
  }

  /**
   * The partition that an object's key lies in.
   *
   * @param key below the lake's root, {@code /}-separated
   * @return empty when it fits no partition, or lies below something hidden
   */
  public Optional<PartitionId> place(String key) {
    String[] names = key.split("/", -1);
    if (endsInFile ? names.length != levels.size() : names.length <= levels.size()) {
      return Optional.empty();
    }
    Map<LayoutField, String> values = start();
    for (int i = 0; i < names.length; i++) {
      if (HivePath.ignored(names[i])) {
        return Optional.empty();
      }
      if (i < levels.size()) {
        Optional<Map<LayoutField, String>> matched = levels.get(i).match(names[i]);
        if (matched.isEmpty()) {
          return Optional.empty();
        }
        values.putAll(matched.get());
      }
    }
    return partition(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout
        && name.equals(layout.name)
        && constants.equals(layout.constants);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, constants);
  }

  @Override
  public String toString() {
    return name;
  }
}
