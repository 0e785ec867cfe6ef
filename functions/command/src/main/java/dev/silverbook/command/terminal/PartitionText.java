package dev.silverbook.command.terminal;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Partitions and failures, the same way in every command. */
public final class PartitionText {

  private PartitionText() {}

  /** For machines: a map to which more can be added. */
  public static Map<String, Object> partition(PartitionId partition) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("exchange", partition.exchange());
    map.put("symbol", partition.displaySymbol());
    map.put("date", partition.date().toString());
    return map;
  }

  /** For machines. */
  public static Map<String, Object> failure(Failure failure) {
    Map<String, Object> map = LedgerAttributes.toMap(failure);
    map.put("advice", failure.reason().advice());
    return map;
  }

  /** For people: which partition, why, and what to do. */
  public static String failure(PartitionId partition, Failure failure) {
    return "  "
        + partition
        + "  "
        + failure.reason()
        + "\n    "
        + failure.message()
        + "\n    "
        + failure.reason().advice()
        + "\n";
  }

  /** For people: which directory could not be listed, why, and what to do. */
  public static String unlisted(Failure failure) {
    return "  "
        + failure.object()
        + "  "
        + failure.reason()
        + "\n    "
        + failure.message()
        + "\n    Then run the same command again.\n";
  }

  /** For people: which partition is left out, and why. */
  public static String skipped(PartitionId partition, Optional<Failure> earlier) {
    return earlier
        .map(failure -> failure(partition, failure))
        .orElseGet(() -> "  " + partition + "  listed as failed in the checkpoint file\n");
  }
}
