package dev.silverbook.pipeline.store;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells the directory of a table from one of plain files. A table's directory also holds files that
 * the table no longer lists, as after a compaction: read as they lie there, rows would count twice.
 */
public final class TableFormats {

  private static final String DELTA_LOG = "_delta_log";
  private static final String ICEBERG = "metadata";
  private static final String ICEBERG_FILE = ".metadata.json";

  private TableFormats() {}

  /**
   * Why what lies below a prefix cannot be read.
   *
   * @param prefix below the store's root
   * @param names of the directories directly below it
   * @return empty when it is no table
   * @throws StoreException when the store refuses or fails
   */
  public static Optional<Failure> refusal(LakeStore store, String prefix, List<String> names) {
    if (names.contains(DELTA_LOG)) {
      return Optional.of(refusal(store, prefix, DELTA_LOG, "Delta", "delta_scan"));
    }
    boolean iceberg =
        names.contains(ICEBERG)
            && store.objects(prefix + ICEBERG + "/").stream()
                .anyMatch(object -> object.key().endsWith(ICEBERG_FILE));
    return iceberg
        ? Optional.of(refusal(store, prefix, ICEBERG, "Iceberg", "iceberg_scan"))
        : Optional.empty();
  }

  private static Failure refusal(
      LakeStore store, String prefix, String found, String format, String scan) {
    String root = store.location();
    String table = prefix.isEmpty() ? root : root + "/" + prefix.substring(0, prefix.length() - 1);
    return new Failure(
        FailureReason.TABLE_FORMAT,
        ("%s is a table of the format %s (it has a directory %s): its directory also holds files that"
                + " the table no longer lists. Export it, with columns exchange, symbol and date,"
                + " and give the export as input; in DuckDB: COPY (FROM %s('%s')) TO 'EXPORT'"
                + " (FORMAT parquet, PARTITION_BY (exchange, symbol, date))")
            .formatted(table, format, found, scan, table.replace("'", "''")),
        prefix + found,
        OptionalLong.empty());
  }
}
