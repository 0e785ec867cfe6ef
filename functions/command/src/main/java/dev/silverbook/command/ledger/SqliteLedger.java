package dev.silverbook.command.ledger;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerTransition;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionState;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The ledger in one SQLite file, shared by the threads of this process and by other processes on
 * the same machine. Every change reads the entry, applies {@link LedgerTransition} and writes it
 * back within one write transaction.
 *
 * <p>A claim also records the process that made it. When that process is gone, its lease counts as
 * expired at once, whatever time it was given: a killed run never keeps the next one waiting.
 */
public final class SqliteLedger implements Ledger {

  private final SqliteFile file;
  private final ProcessIdentity identity;

  private SqliteLedger(SqliteFile file, ProcessIdentity identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * Opens the ledger of a state directory, creating both when missing.
   *
   * @throws StoreException when the directory cannot be used, or another version wrote the ledger
   */
  public static SqliteLedger open(Path directory) {
    SqliteFile file = SqliteFile.open(directory);
    try {
      return new SqliteLedger(file, ProcessIdentity.take(directory.resolve("owners")));
    } catch (IOException e) {
      file.close();
      throw SqliteFile.unusable(directory, e);
    }
  }

  /** Whether that state directory holds a ledger. */
  public static boolean exists(Path directory) {
    return Files.isRegularFile(directory.resolve(SqliteFile.NAME));
  }

  /** The records of runs in the same file; usable until this ledger is closed. */
  public Runs runs() {
    return new SqliteRuns(file);
  }

  /** This process, as others see it in this state directory. */
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public ClaimResult claim(Claim claim) {
    return inTransaction(
        claim.partition(),
        (connection, before) -> {
          Optional<LedgerEntry> entry = before.map(Row::entry);
          Optional<LedgerEntry> after = LedgerTransition.claim(entry, claim);
          if (after.isEmpty()) {
            return new ClaimResult.Refused(entry.orElseThrow());
          }
          write(connection, new Row(after.get(), identity.name()));
          return new ClaimResult.Claimed(
              new Lease(claim.partition(), claim.owner()), entry, after.get().attempts().count());
        });
  }

  @Override
  public boolean commit(Lease lease, String fingerprint, PartitionResult result, Instant now) {
    return change(
        lease.partition(),
        entry -> LedgerTransition.commit(entry, lease, fingerprint, result, now));
  }

  @Override
  public boolean fail(Lease lease, String fingerprint, Failure failure, Instant now) {
    return change(
        lease.partition(), entry -> LedgerTransition.fail(entry, lease, fingerprint, failure, now));
  }

  @Override
  public boolean retry(Lease lease, Failure failure, Instant now) {
    return change(lease.partition(), entry -> LedgerTransition.retry(entry, lease, failure, now));
  }

  @Override
  public boolean renew(Lease lease, Instant leaseUntil, Instant now) {
    return change(lease.partition(), entry -> LedgerTransition.renew(entry, lease, leaseUntil));
  }

  @Override
  public boolean failWithoutVerdict(
      PartitionId partition, Failure failure, String runId, Instant now) {
    return change(
        partition,
        entry -> LedgerTransition.failWithoutVerdict(entry, partition, failure, runId, now));
  }

  @Override
  public boolean schedule(PartitionId partition, Instant now, Instant pendingUntil) {
    return change(
        partition, entry -> LedgerTransition.schedule(entry, partition, now, pendingUntil));
  }

  @Override
  public Map<PartitionId, LedgerEntry> read(Collection<PartitionId> partitions) {
    return file.locked(
        connection -> {
          Map<PartitionId, LedgerEntry> found = new HashMap<>();
          Map<String, Boolean> lives = new HashMap<>();
          try (PreparedStatement select = connection.prepareStatement(LedgerTable.SELECT_ONE)) {
            for (PartitionId partition : partitions) {
              find(select, partition, lives).ifPresent(row -> found.put(partition, row.entry()));
            }
          }
          return found;
        });
  }

  @Override
  public Stream<LedgerEntry> unsettled() {
    return selected(LedgerTable.SELECT_UNSETTLED);
  }

  @Override
  public Stream<LedgerEntry> entries() {
    return selected(LedgerTable.SELECT_ALL);
  }

  private Stream<LedgerEntry> selected(String query) {
    return file
        .locked(
            connection -> {
              List<LedgerEntry> found = new ArrayList<>();
              Map<String, Boolean> lives = new HashMap<>();
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                  found.add(row(rows, lives).entry());
                }
              }
              return found;
            })
        .stream();
  }

  @Override
  public void close() {
    file.close();
    try {
      identity.close();
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE, SqliteFile.NAME, "closing the ledger: " + e, e);
    }
  }

  private boolean change(PartitionId partition, Transition transition) {
    return inTransaction(
        partition,
        (connection, before) -> {
          Optional<LedgerEntry> after = transition.apply(before.map(Row::entry));
          if (after.isPresent()) {
            write(connection, new Row(after.get(), before.map(Row::process).orElse("")));
          }
          return after.isPresent();
        });
  }

  private <T> T inTransaction(PartitionId partition, Step<T> step) {
    return file.changing(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(LedgerTable.SELECT_ONE)) {
            return step.run(connection, find(select, partition, new HashMap<>()));
          }
        });
  }

  private static void write(Connection connection, Row row) throws SQLException {
    try (PreparedStatement replace = connection.prepareStatement(LedgerTable.REPLACE)) {
      LedgerTable.bind(replace, row.entry(), row.process());
      replace.executeUpdate();
    }
  }

  private Optional<Row> find(
      PreparedStatement select, PartitionId partition, Map<String, Boolean> lives)
      throws SQLException, IOException {
    LedgerTable.bindKey(select, partition);
    try (ResultSet found = select.executeQuery()) {
      return found.next() ? Optional.of(row(found, lives)) : Optional.empty();
    }
  }

  private Row row(ResultSet found, Map<String, Boolean> lives) throws SQLException, IOException {
    LedgerEntry entry = LedgerTable.read(found);
    String process = found.getString("process");
    if (!(entry.state() instanceof PartitionState.Running running)) {
      return new Row(entry, process);
    }
    Boolean alive = lives.get(process);
    if (alive == null) {
      alive = identity.lives(process);
      lives.put(process, alive);
    }
    return new Row(alive ? entry : expired(entry, running), process);
  }

  private static LedgerEntry expired(LedgerEntry entry, PartitionState.Running running) {
    return entry.withState(
        new PartitionState.Running(running.owner(), entry.updatedAt(), running.failure()));
  }

  /** An entry, and the process that claimed it last. */
  private record Row(LedgerEntry entry, String process) {}

  /** What happens to an entry; empty when its condition does not hold. */
  private interface Transition extends UnaryOperator<Optional<LedgerEntry>> {}

  /** What is done with an entry inside a transaction. */
  private interface Step<T> {
    T run(Connection connection, Optional<Row> before) throws SQLException, IOException;
  }
}
