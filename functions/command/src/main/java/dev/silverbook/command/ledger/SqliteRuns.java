package dev.silverbook.command.ledger;

import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.runs.RunAttributes;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.RunTransition;
import dev.silverbook.pipeline.runs.Runs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records of runs in the ledger's file, one row each: the id, when it began, and the record. */
final class SqliteRuns implements Runs {

  static final String CREATE_TABLE =
      "CREATE TABLE runs (id PRIMARY KEY, started_at, record) WITHOUT ROWID";

  private static final String SELECT_ONE = "SELECT record FROM runs WHERE id = ?";
  private static final String SELECT_ALL = "SELECT record FROM runs ORDER BY started_at DESC, id";
  private static final String REPLACE =
      "INSERT OR REPLACE INTO runs (id, started_at, record) VALUES (?, ?, ?)";

  private final SqliteFile file;

  SqliteRuns(SqliteFile file) {
    this.file = file;
  }

  @Override
  public RunRecord begin(RunRecord run) {
    return file.changing(
        connection -> {
          Optional<RunRecord> before = find(connection, run.id());
          Optional<RunRecord> after = write(connection, RunTransition.begin(before, run));
          return after.or(() -> before).orElseThrow();
        });
  }

  @Override
  public boolean report(RunRecord run) {
    return file.changing(
        connection ->
            write(connection, RunTransition.report(find(connection, run.id()), run)).isPresent());
  }

  @Override
  public Optional<RunRecord> cancel(String id, Instant now) {
    return file.changing(
        connection -> {
          Optional<RunRecord> before = find(connection, id);
          Optional<RunRecord> after = write(connection, RunTransition.cancel(before, now));
          return after.or(() -> before);
        });
  }

  @Override
  public Optional<RunRecord> read(String id) {
    return file.locked(connection -> find(connection, id));
  }

  @Override
  public List<RunRecord> newest() {
    return file.locked(
        connection -> {
          List<RunRecord> found = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(SELECT_ALL);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              found.add(RunAttributes.fromJson(rows.getString(1)));
            }
          }
          return found;
        });
  }

  private static Optional<RunRecord> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT_ONE)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(RunAttributes.fromJson(row.getString(1)))
            : Optional.empty();
      }
    }
  }

  private static Optional<RunRecord> write(Connection connection, Optional<RunRecord> after)
      throws SQLException {
    if (after.isPresent()) {
      RunRecord run = after.get();
      try (PreparedStatement replace = connection.prepareStatement(REPLACE)) {
        replace.setString(1, run.id());
        replace.setLong(2, run.startedAt().toEpochMilli());
        replace.setString(3, CompactJson.of(RunAttributes.toMap(run)));
        replace.executeUpdate();
      }
    }
    return after;
  }
}
