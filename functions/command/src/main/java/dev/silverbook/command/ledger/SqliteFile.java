package dev.silverbook.command.ledger;

import dev.silverbook.command.files.FileMutex;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite file of a state directory: its tables, and one connection that the threads of this
 * process take turns at. Transactions take microseconds, partitions take seconds.
 */
final class SqliteFile implements AutoCloseable {

  /** Its name in the state directory. */
  static final String NAME = "ledger.db";

  /** Raised when the table changes. */
  private static final int SCHEMA_VERSION = 3;

  /** Of an extended result code of SQLite. */
  private static final int PRIMARY_CODE = 0xff;

  private static final int BUSY_TIMEOUT_MILLIS = 60_000;

  /** What is done while no other thread uses the connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  private final Path file;
  private final Connection connection;
  private final ReentrantLock access = new ReentrantLock();

  private SqliteFile(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file of a state directory, creating both when missing.
   *
   * @throws StoreException when the directory cannot be used, or another version wrote the file
   */
  static SqliteFile open(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      Files.createDirectories(directory);
      // Switching to write-ahead logging and creating the tables do not wait for each other.
      return FileMutex.holding(
          directory.resolve("ledger.lock"), () -> new SqliteFile(file, connect(file)));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** What to tell about a state directory that cannot be used. */
  static StoreException unusable(Path directory, IOException cause) {
    boolean denied = cause instanceof AccessDeniedException;
    return new StoreException(
        denied ? FailureReason.ACCESS_DENIED : FailureReason.STORE_UNAVAILABLE,
        directory.resolve(NAME).toString(),
        "cannot open the ledger in the state directory "
            + directory
            + ": "
            + FileProblem.of(directory, cause)
            + (denied ? writePermission(directory) : "; choose another with --state"),
        cause);
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
        inTransaction(
            statement,
            List.of(LedgerTable.CREATE, LedgerTable.CREATE_INDEX, SqliteRuns.CREATE_TABLE));
      } else if (version == 1) {
        List<String> changes = new ArrayList<>(LedgerTable.FROM_VERSION_1);
        changes.add(SqliteRuns.CREATE_TABLE);
        inTransaction(statement, changes);
      } else if (version == 2) {
        inTransaction(statement, List.of(SqliteRuns.CREATE_TABLE));
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

  /** Work on the connection, in one transaction that nobody else writes in. */
  <T> T changing(Work<T> work) {
    return locked(
        used -> {
          try (Statement statement = used.createStatement()) {
            // Takes the write lock before reading, so that nobody writes between.
            statement.execute("BEGIN IMMEDIATE");
            try {
              T result = work.run(used);
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

  /** Work on the connection that changes nothing, or one statement only. */
  <T> T locked(Work<T> work) {
    access.lock();
    try {
      return work.run(connection);
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

  @Override
  public void close() {
    access.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      access.unlock();
    }
  }
}
