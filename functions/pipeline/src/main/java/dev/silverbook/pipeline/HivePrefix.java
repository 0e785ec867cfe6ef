package dev.silverbook.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.lake.PartitionId;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prefixes of a partition. */
final class HivePrefix {

  private HivePrefix() {}

  static String canonical(PartitionId partition) {
    return candidates(partition).get(0);
  }

  static Optional<String> value(String key, String name) {
    if (!name.startsWith(key + "=") || name.length() == key.length() + 1) {
      return Optional.empty();
    }
    return Optional.of(
        URLDecoder.decode(name.substring(key.length() + 1).replace("+", "%2B"), UTF_8));
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
