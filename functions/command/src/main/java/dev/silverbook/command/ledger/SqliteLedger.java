package dev.silverbook.command.ledger;

import dev.silverbook.command.files.FileMutex;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerTransition;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.PartitionState;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The ledger in one SQLite file, shared by the threads of this process and by other processes on
 * the same machine. Every change reads the entry, applies {@link LedgerTransition} and writes it
 * back within one write transaction.
 *
 * <p>A claim also records the process that made it. When that process is gone, its lease counts as
 * expired at once, whatever time it was given: a killed run never keeps the next one waiting.
 */
public final class SqliteLedger implements Ledger {

  /** Raised when the table changes. */
  private static final int SCHEMA_VERSION = 2;

  /** Of an extended result code of SQLite. */
  private static final int PRIMARY_CODE = 0xff;

  private static final int BUSY_TIMEOUT_MILLIS = 60_000;

  private final Path file;
  private final ProcessIdentity identity;
  private final Connection connection;

  /** One connection for all threads: transactions take microseconds, partitions take seconds. */
  private final ReentrantLock access = new ReentrantLock();

  private SqliteLedger(Path file, ProcessIdentity identity, Connection connection) {
    this.file = file;
    this.identity = identity;
    this.connection = connection;
  }

  /**
   * Opens the ledger of a state directory, creating both when missing.
   *
   * @throws StoreException when the directory cannot be used, or another version wrote the ledger
   */
  public static SqliteLedger open(Path directory) {
    Path file = directory.resolve("ledger.db");
    try {
      Files.createDirectories(directory);
      // Switching to write-ahead logging and creating the table do not wait for each other.
      Connection connection =
          FileMutex.holding(directory.resolve("ledger.lock"), () -> connect(file));
      return new SqliteLedger(file, ProcessIdentity.take(directory.resolve("owners")), connection);
    } catch (AccessDeniedException e) {
      throw new StoreException(
          FailureReason.ACCESS_DENIED,
          file.toString(),
          "cannot open the ledger in the state directory "
              + directory
              + ": "
              + FileProblem.of(directory, e)
              + writePermission(directory),
          e);
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          file.toString(),
          "cannot open the ledger in the state directory "
              + directory
              + ": "
              + FileProblem.of(directory, e)
              + "; choose another with --state",
          e);
    }
  }

  /** Whether that state directory holds a ledger. */
  public static boolean exists(Path directory) {
    return Files.isRegularFile(directory.resolve("ledger.db"));
  }

  private static Connection connect(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // With write-ahead logging a power failure can lose the last commits but never damages the
    // file; what is lost is done again.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try {
        createTable(connection, file);
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private static void createTable(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int version;
      try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
        version = found.getInt(1);
      }
      if (version == 0) {
        inTransaction(statement, List.of(LedgerTable.CREATE, LedgerTable.CREATE_INDEX));
      } else if (version == 1) {
        inTransaction(statement, LedgerTable.FROM_VERSION_1);
      } else if (version != SCHEMA_VERSION) {
        throw new StoreException(
            FailureReason.STORE_UNAVAILABLE,
            file.toString(),
            file
                + " has ledger version "
                + version
                + ", this program writes version "
                + SCHEMA_VERSION
                + ": choose another directory with --state, or remove the file to process"
                + " everything again",
            null);
      }
    }
  }

  private static void inTransaction(Statement statement, List<String> changes) throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
    for (String change : changes) {
      statement.execute(change);
    }
    statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
    statement.execute("COMMIT");
  }

  /** This process, as others see it in this state directory. */
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public ClaimResult claim(Claim claim) {
    return inTransaction(
        claim.partition(),
        before -> {
          Optional<LedgerEntry> entry = before.map(Row::entry);
          Optional<LedgerEntry> after = LedgerTransition.claim(entry, claim);
          if (after.isEmpty()) {
            return new ClaimResult.Refused(entry.orElseThrow());
          }
          write(new Row(after.get(), identity.name()));
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
    return locked(
        () -> {
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
    return locked(
        () -> {
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
    access.lock();
    try {
      connection.close();
      identity.close();
    } catch (SQLException e) {
      throw failure(file, e);
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE, file.toString(), "closing " + file + ": " + e, e);
    } finally {
      access.unlock();
    }
  }

  private boolean change(PartitionId partition, Transition transition) {
    return inTransaction(
        partition,
        before -> {
          Optional<LedgerEntry> after = transition.apply(before.map(Row::entry));
          if (after.isPresent()) {
            write(new Row(after.get(), before.map(Row::process).orElse("")));
          }
          return after.isPresent();
        });
  }

  private <T> T inTransaction(PartitionId partition, Step<T> step) {
    return locked(
        () -> {
          try (Statement statement = connection.createStatement();
              PreparedStatement select = connection.prepareStatement(LedgerTable.SELECT_ONE)) {
            // Takes the write lock before reading, so that nobody writes between.
            statement.execute("BEGIN IMMEDIATE");
            try {
              T result = step.run(find(select, partition, new HashMap<>()));
              statement.execute("COMMIT");
              return result;
            } catch (SQLException | IOException | RuntimeException e) {
              rollback(statement, e);
              throw e;
            }
          }
        });
  }

  private static void rollback(Statement statement, Exception cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void write(Row row) throws SQLException {
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

  private <T> T locked(Work<T> work) {
    access.lock();
    try {
      return work.run();
    } catch (SQLException e) {
      throw failure(file, e);
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE, file.toString(), "cannot use " + file + ": " + e, e);
    } finally {
      access.unlock();
    }
  }

  private static StoreException failure(Path file, SQLException cause) {
    int code = cause.getErrorCode() & PRIMARY_CODE;
    boolean unwritable =
        code == SQLiteErrorCode.SQLITE_READONLY.code
            || code == SQLiteErrorCode.SQLITE_CANTOPEN.code;
    return new StoreException(
        unwritable ? FailureReason.ACCESS_DENIED : FailureReason.STORE_UNAVAILABLE,
        file.toString(),
        "cannot use the ledger "
            + file
            + ": "
            + cause.getMessage()
            + (unwritable ? writePermission(file.getParent()) : "; choose another with --state"),
        cause);
  }

  private static String writePermission(Path directory) {
    return "; read permission is not enough, because SQLite's write-ahead log and the locks beside"
        + " it are written even by those who only look: grant write permission on "
        + directory
        + " and the files in it, or give another directory with --state";
  }

  /** An entry, and the process that claimed it last. */
  private record Row(LedgerEntry entry, String process) {}

  /** What happens to an entry; empty when its condition does not hold. */
  private interface Transition extends UnaryOperator<Optional<LedgerEntry>> {}

  /** What is done with an entry inside a transaction. */
  private interface Step<T> {
    T run(Optional<Row> before) throws SQLException, IOException;
  }

  /** What is done while no other thread uses the connection. */
  private interface Work<T> {
    T run() throws SQLException, IOException;
  }
}
