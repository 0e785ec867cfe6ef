package dev.silverbook.command.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.EntryTimes;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionState;
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
          "pending_until",
          "updated_at",
          "run_id",
          "input_prefix",
          "trades_prefix",
          "process",
          "outputs",
          "covered",
          "unfinished",
          "failures",
          "claimed_at");

  static final String CREATE =
      "CREATE TABLE partitions ("
          + String.join(", ", COLUMNS)
          + ", PRIMARY KEY (exchange, symbol, date)) WITHOUT ROWID";

  /** Of what is not done: most of a large lake is. */
  static final String CREATE_INDEX =
      "CREATE INDEX unsettled ON partitions (exchange, symbol, date)"
          + " WHERE status IN ('RUNNING', 'RETRYING', 'FAILED')";

  static final String SELECT_UNSETTLED =
      "SELECT * FROM partitions WHERE status IN ('RUNNING', 'RETRYING', 'FAILED')"
          + " ORDER BY exchange, symbol, date";

  /** What makes a table of version 1, which knew one output, one of now. */
  static final List<String> FROM_VERSION_1 =
      List.of(
          "ALTER TABLE partitions ADD COLUMN outputs",
          "ALTER TABLE partitions ADD COLUMN covered",
          "ALTER TABLE partitions ADD COLUMN unfinished",
          "ALTER TABLE partitions ADD COLUMN failures",
          "ALTER TABLE partitions ADD COLUMN claimed_at",
          CREATE_INDEX,
          "UPDATE partitions SET outputs = json_array(json_object('dataset', 'orderbook', 'key',"
              + " 'orderbook/' || output_key, 'size', output_size, 'etag', output_etag))"
              + " WHERE output_key IS NOT NULL",
          "ALTER TABLE partitions DROP COLUMN output_key",
          "ALTER TABLE partitions DROP COLUMN output_size",
          "ALTER TABLE partitions DROP COLUMN output_etag");

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
    statement.setInt(9, entry.attempts().count());
    setInstant(statement, 10, entry.attempts().firstFailedAt());
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
    setInstant(statement, 14, entry.pendingUntil());
    setInstant(statement, 15, Optional.of(entry.updatedAt()));
    statement.setString(16, entry.runId());
    statement.setString(17, entry.inputs().orderBookPrefix());
    statement.setString(18, entry.inputs().tradesPrefix());
    statement.setString(19, process);
    statement.setString(
        20, entry.outputs().isEmpty() ? null : LedgerAttributes.outputsToJson(entry.outputs()));
    statement.setString(
        21,
        entry
            .result()
            .flatMap(PartitionResult::covered)
            .map(covered -> LedgerAttributes.toJson(LedgerAttributes.toMap(covered)))
            .orElse(null));
    statement.setInt(22, entry.attempts().unfinished());
    statement.setInt(23, entry.attempts().failures());
    setInstant(statement, 24, entry.times().claimedAt());
  }

  /** Reads the current row. */
  static LedgerEntry read(ResultSet row) throws SQLException {
    return new LedgerEntry(
        new PartitionId(
            row.getString("exchange"),
            row.getString("symbol"),
            LocalDate.parse(row.getString("date"))),
        state(row),
        new InputIdentity(
            row.getString("fingerprint"),
            row.getString("configuration"),
            row.getString("input_prefix"),
            row.getString("trades_prefix")),
        new Attempts(
            row.getInt("attempts"),
            row.getInt("unfinished"),
            row.getInt("failures"),
            instant(row, "first_failed_at")),
        result(row),
        new EntryTimes(
            instant(row, "updated_at").orElseThrow(),
            row.getString("run_id"),
            instant(row, "pending_until"),
            instant(row, "claimed_at")));
  }

  private static PartitionState state(ResultSet row) throws SQLException {
    Optional<Failure> failure =
        text(row, "error").map(LedgerAttributes::fromJson).map(LedgerAttributes::failure);
    Optional<String> status = text(row, "status");
    if (status.isEmpty()) {
      return new PartitionState.Expected();
    }
    return switch (LedgerStatus.valueOf(status.get())) {
      case RUNNING ->
          new PartitionState.Running(
              row.getString("lease_owner"), instant(row, "lease_until").orElseThrow(), failure);
      case RETRYING -> new PartitionState.Retrying(failure.orElseThrow());
      case PROCESSED -> new PartitionState.Processed();
      case FAILED -> new PartitionState.Failed(failure.orElseThrow());
    };
  }

  private static Optional<PartitionResult> result(ResultSet row) throws SQLException {
    Optional<String> stats = text(row, "stats");
    if (stats.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PartitionResult(
            LedgerAttributes.stats(LedgerAttributes.fromJson(stats.get())),
            LedgerAttributes.textsFromJson(row.getString("degraded_by")),
            text(row, "outputs").map(LedgerAttributes::outputsFromJson).orElse(List.of()),
            text(row, "covered").map(LedgerAttributes::fromJson).map(LedgerAttributes::covered)));
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
