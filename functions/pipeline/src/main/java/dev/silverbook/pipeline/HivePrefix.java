package dev.silverbook.pipeline;

import dev.silverbook.lake.PartitionId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prefixes of a partition. */
final class HivePrefix {

  private HivePrefix() {}

  static String canonical(PartitionId partition) {
    return candidates(partition).get(0);
  }

  static List<String> candidates(PartitionId partition) {
    Set<String> prefixes = new LinkedHashSet<>();
    int month = partition.date().getMonthValue();
    int day = partition.date().getDayOfMonth();
    for (String monthText : List.of(String.format("%02d", month), Integer.toString(month))) {
      for (String dayText : List.of(String.format("%02d", day), Integer.toString(day))) {
        prefixes.add(
            "exchange="
                + partition.exchange()
                + "/symbol="
                + partition.symbol()
                + "/year="
                + partition.date().getYear()
                + "/month="
                + monthText
                + "/day="
                + dayText
                + "/");
      }
    }
    return new ArrayList<>(prefixes);
  }
}
