package dev.silverbook.command.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.store.StoredObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The table behind the ledger: one row a partition, one column an attribute. Times are epoch
 * milliseconds; failure, statistics and reasons are JSON.
 */
final class LedgerTable {

  private static final List<String> COLUMNS =
      List.of(
          "exchange",
          "symbol",
          "date",
          "status",
          "fingerprint",
          "configuration",
          "lease_owner",
          "lease_until",
          "attempts",
          "first_failed_at",
          "error",
          "stats",
          "degraded_by",
          "output_key",
          "output_size",
          "output_etag",
          "pending_until",
          "updated_at",
          "run_id",
          "input_prefix",
          "trades_prefix",
          "process");

  static final String CREATE =
      "CREATE TABLE partitions ("
          + String.join(", ", COLUMNS)
          + ", PRIMARY KEY (exchange, symbol, date)) WITHOUT ROWID";

  static final String REPLACE =
      "INSERT OR REPLACE INTO partitions ("
          + String.join(", ", COLUMNS)
          + ") VALUES (?"
          + ", ?".repeat(COLUMNS.size() - 1)
          + ")";

  static final String SELECT_ONE =
      "SELECT * FROM partitions WHERE exchange = ? AND symbol = ? AND date = ?";

  static final String SELECT_ALL = "SELECT * FROM partitions ORDER BY exchange, symbol, date";

  private LedgerTable() {}

  /** Sets the parameters of {@link #SELECT_ONE}. */
  static void bindKey(PreparedStatement statement, PartitionId partition) throws SQLException {
    statement.setString(1, partition.exchange());
    statement.setString(2, partition.symbol());
    statement.setString(3, partition.date().toString());
  }

  /**
   * Sets the parameters of {@link #REPLACE}.
   *
   * @param process the process that claimed it last
   */
  static void bind(PreparedStatement statement, LedgerEntry entry, String process)
      throws SQLException {
    statement.clearParameters();
    bindKey(statement, entry.partition());
    statement.setString(4, entry.status().map(LedgerStatus::name).orElse(null));
    statement.setString(5, entry.fingerprint());
    statement.setString(6, entry.configuration());
    statement.setString(7, entry.leaseOwner());
    setInstant(statement, 8, entry.leaseUntil());
    statement.setInt(9, entry.attempts());
    setInstant(statement, 10, entry.firstFailedAt());
    statement.setString(
        11,
        entry
            .failure()
            .map(failure -> LedgerAttributes.toJson(LedgerAttributes.toMap(failure)))
            .orElse(null));
    statement.setString(
        12,
        entry
            .stats()
            .map(stats -> LedgerAttributes.toJson(LedgerAttributes.toMap(stats)))
            .orElse(null));
    statement.setString(13, LedgerAttributes.toJson(entry.degradedBy()));
    if (entry.output().isPresent()) {
      statement.setString(14, entry.output().get().key());
      statement.setLong(15, entry.output().get().size());
      statement.setString(16, entry.output().get().etag());
    }
    setInstant(statement, 17, entry.pendingUntil());
    setInstant(statement, 18, Optional.of(entry.updatedAt()));
    statement.setString(19, entry.runId());
    statement.setString(20, entry.inputPrefix());
    statement.setString(21, entry.tradesPrefix());
    statement.setString(22, process);
  }

  /** Reads the current row. */
  static LedgerEntry read(ResultSet row) throws SQLException {
    return new LedgerEntry(
        new PartitionId(
            row.getString("exchange"),
            row.getString("symbol"),
            LocalDate.parse(row.getString("date"))),
        text(row, "status").map(LedgerStatus::valueOf),
        row.getString("fingerprint"),
        row.getString("configuration"),
        row.getString("lease_owner"),
        instant(row, "lease_until"),
        row.getInt("attempts"),
        instant(row, "first_failed_at"),
        text(row, "error").map(LedgerAttributes::fromJson).map(LedgerAttributes::failure),
        text(row, "stats").map(LedgerAttributes::fromJson).map(LedgerAttributes::stats),
        LedgerAttributes.textsFromJson(row.getString("degraded_by")),
        output(row),
        instant(row, "pending_until"),
        instant(row, "updated_at").orElseThrow(),
        row.getString("run_id"),
        row.getString("input_prefix"),
        row.getString("trades_prefix"));
  }

  private static Optional<StoredObject> output(ResultSet row) throws SQLException {
    Optional<String> key = text(row, "output_key");
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoredObject(key.get(), row.getLong("output_size"), row.getString("output_etag")));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void setInstant(PreparedStatement statement, int at, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(at, time.get().toEpochMilli());
    } else {
      statement.setNull(at, Types.BIGINT);
    }
  }
}
