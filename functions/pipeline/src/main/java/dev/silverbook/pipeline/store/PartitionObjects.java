package dev.silverbook.pipeline.store;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutDetection;
import dev.silverbook.lake.layout.LayoutField;
import dev.silverbook.lake.layout.LayoutLevel;
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
  private volatile Optional<Layout> detected = Optional.empty();

  PartitionObjects(LakeStore store, LayoutChoice choice) {
    this.store = store;
    this.choice = choice;
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
                      value.equals(partition.exchange()) || value.equals(partition.symbol()),
                  choice.constants())
              .detect();
    }
    return detected.orElse(Layout.CANONICAL);
  }

  /** All visible objects of the partition, whatever their names, each once. */
  List<StoredObject> list(PartitionId partition) {
    Layout layout = layout(partition);
    if (!layout.start().entrySet().stream().allMatch(entry -> names(partition, entry))) {
      return List.of();
    }
    List<LayoutLevel> levels = layout.levels();
    int directories = layout.endsInFile() ? levels.size() - 1 : levels.size();
    List<String> prefixes = List.of("");
    for (LayoutLevel level : levels.subList(0, directories)) {
      List<String> below = new ArrayList<>();
      for (String prefix : prefixes) {
        for (String name : store.directories(prefix)) {
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
            || fits(levels.get(directories), object.key().substring(prefix.length()), partition)) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static boolean fits(LayoutLevel level, String name, PartitionId partition) {
    return level
        .match(name)
        .filter(values -> values.entrySet().stream().allMatch(entry -> names(partition, entry)))
        .isPresent();
  }

  private static boolean names(PartitionId partition, Map.Entry<LayoutField, String> value) {
    return Layout.value(partition, value.getKey()).equals(value.getValue());
  }
}
