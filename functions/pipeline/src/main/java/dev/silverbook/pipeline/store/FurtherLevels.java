package dev.silverbook.pipeline.store;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells directory levels that only split a partition from those that hold different books. */
final class FurtherLevels {

  private static final Set<String> MERGED =
      Set.of("hour", "minute", "second", "part", "batch", "segment");

  private static final Pattern TIME_OR_NUMBER = Pattern.compile("[0-9][0-9T:._+-]*Z?");
  private static final int NAMED = 5;

  private FurtherLevels() {}

  /**
   * Why a partition's objects are more than one book.
   *
   * @param objects of one partition, in one lake
   * @return empty when their levels only split it
   */
  static Optional<Failure> refusal(String location, Layout layout, List<StoredObject> objects) {
    Map<Integer, Set<String>> names = new TreeMap<>();
    for (StoredObject object : objects) {
      String[] path = object.key().split("/", -1);
      for (int i = 0; i < path.length - 1; i++) {
        boolean further = i >= layout.levels().size() || isFurther(layout, i);
        if (further && !merged(path[i])) {
          names.computeIfAbsent(i, none -> new TreeSet<>()).add(path[i]);
        }
      }
    }
    return names.entrySet().stream()
        .filter(level -> level.getValue().size() > 1)
        .findFirst()
        .map(level -> refusal(location, layout, objects, level.getKey(), level.getValue()));
  }

  private static boolean isFurther(Layout layout, int level) {
    return layout.levels().get(level).fields().isEmpty();
  }

  private static boolean merged(String name) {
    Optional<HivePath.Segment> segment = HivePath.segment(name);
    String value = segment.map(HivePath.Segment::value).orElse(name);
    return segment.map(found -> MERGED.contains(found.column())).orElse(false)
        || TIME_OR_NUMBER.matcher(value).matches();
  }

  private static Failure refusal(
      String location, Layout layout, List<StoredObject> objects, int level, Set<String> names) {
    String one = names.iterator().next();
    String[] path =
        objects.stream()
            .map(object -> object.key().split("/", -1))
            .filter(split -> split.length > level + 1 && split[level].equals(one))
            .findFirst()
            .orElseThrow();
    List<String> pattern = new ArrayList<>();
    for (int i = 0; i < Math.max(level + 1, layout.levels().size()); i++) {
      pattern.add(
          i == level
              ? one
              : i < layout.levels().size() ? layout.levels().get(i).pattern() : any(path[i]));
    }
    List<String> some = names.stream().limit(NAMED).toList();
    return Failure.of(
        FailureReason.SCHEMA_MISMATCH,
        location
            + " has "
            + names.size()
            + " directories at one level inside one partition: "
            + String.join(", ", some)
            + (names.size() > NAMED ? " and more" : "")
            + "; these may be different books. Pick one with --layout '"
            + String.join("/", pattern)
            + "'");
  }

  private static String any(String name) {
    return HivePath.segment(name).map(segment -> segment.column() + "={*}").orElse("{*}");
  }
}
