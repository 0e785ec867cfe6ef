package dev.silverbook.pipeline.store;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutDetection;
import dev.silverbook.lake.layout.LayoutField;
import dev.silverbook.lake.layout.LayoutLevel;
import dev.silverbook.pipeline.failure.Failure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a partition's objects in one lake, by going down the layout's levels and decoding names:
 * however a directory is spelled, what names the partition is found. Thread-safe.
 */
final class PartitionObjects {

  private final LakeStore store;
  private final LayoutChoice choice;
  private final KnownDirectories directories;
  private volatile Optional<Layout> detected = Optional.empty();

  PartitionObjects(LakeStore store, LayoutChoice choice, Clock clock) {
    this.store = store;
    this.choice = choice;
    this.directories = new KnownDirectories(store, clock);
  }

  /** The layout that counts: declared, else detected, else the canonical one. */
  Layout layout(PartitionId partition) {
    if (choice.declared().isPresent()) {
      return choice.declared().get();
    }
    if (detected.isEmpty()) {
      detected =
          new LayoutDetection(
                  store::directories,
                  (column, value) ->
                      value.equals(partition.exchange())
                          || value.equals(partition.symbol())
                          || LayoutField.isOf(partition.date(), column, value),
                  choice.constants())
              .detect();
    }
    return detected.orElse(Layout.CANONICAL);
  }

  /**
   * What is there of a partition.
   *
   * @param objects all visible ones, whatever their names, each once
   * @param table why they must not be read as they are: a table owns them; empty when none does
   */
  record Found(List<StoredObject> objects, Optional<Failure> table) {}

  /**
   * Looks for the partition's objects, at most one listing a directory.
   *
   * @param notBefore directories must not be known from an older listing; objects never are
   */
  Found list(PartitionId partition, Instant notBefore) {
    Layout layout = layout(partition);
    if (!layout.start().entrySet().stream().allMatch(entry -> names(partition, entry))) {
      return new Found(List.of(), Optional.empty());
    }
    Optional<Failure> table = Optional.empty();
    List<LayoutLevel> levels = layout.levels();
    int depth = layout.endsInFile() ? levels.size() - 1 : levels.size();
    List<String> prefixes = List.of("");
    for (LayoutLevel level : levels.subList(0, depth)) {
      List<String> below = new ArrayList<>();
      for (String prefix : prefixes) {
        List<String> names = directories.below(prefix, notBefore);
        table = table.or(() -> TableFormats.refusal(store, prefix, names));
        for (String name : names) {
          if (fits(level, name, partition)) {
            below.add(prefix + name + "/");
          }
        }
      }
      prefixes = below;
    }
    List<StoredObject> objects = new ArrayList<>();
    for (String prefix : prefixes) {
      for (StoredObject object : store.objects(prefix)) {
        if (!layout.endsInFile()
            || fits(levels.get(depth), object.key().substring(prefix.length()), partition)) {
          objects.add(object);
        }
      }
    }
    return new Found(objects, objects.isEmpty() ? Optional.empty() : table);
  }

  private static boolean fits(LayoutLevel level, String name, PartitionId partition) {
    // A level may take any name, but what is hidden is no level.
    return !HivePath.ignored(name)
        && level
            .match(name)
            .filter(values -> values.entrySet().stream().allMatch(entry -> names(partition, entry)))
            .isPresent();
  }

  private static boolean names(PartitionId partition, Map.Entry<LayoutField, String> value) {
    return Layout.value(partition, value.getKey()).equals(value.getValue());
  }
}
