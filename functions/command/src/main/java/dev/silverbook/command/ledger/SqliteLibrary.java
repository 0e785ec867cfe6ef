package dev.silverbook.command.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, unpacked for the driver. It would do that by itself, but then compares
 * what it wrote byte by byte before the compiler has seen the loop, which a small run notices.
 */
final class SqliteLibrary {

  /** Where the driver looks before it unpacks anything. */
  private static final String DIRECTORY = "org.sqlite.lib.path";

  private static final String NAME = "org.sqlite.lib.name";

  /** Where the driver unpacks, if somebody has said so. */
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  private final Optional<Path> directory;
  private final String name;

  private SqliteLibrary(Optional<Path> directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /**
   * Unpacks it, the first time in a process; nowhere if a library has been named. Where this fails
   * the driver finds its own way, or says what is wrong. To be closed when the driver has it.
   */
  static synchronized SqliteLibrary unpacked() {
    String name = System.mapLibraryName("sqlitejdbc");
    // Windows does not let go of a library's file before its process has ended.
    if (System.getProperty(DIRECTORY) != null
        || System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return new SqliteLibrary(Optional.empty(), name);
    }
    String resource =
        "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
    try (InputStream packed = SQLiteConfig.class.getResourceAsStream(resource)) {
      if (packed == null) {
        return new SqliteLibrary(Optional.empty(), name);
      }
      Path temporary = Path.of(System.getProperty(TEMPORARY, System.getProperty("java.io.tmpdir")));
      SqliteLibrary library =
          new SqliteLibrary(
              Optional.of(Files.createTempDirectory(temporary, "silverbook-sqlite")), name);
      try {
        Files.copy(packed, library.directory.orElseThrow().resolve(name));
        System.setProperty(DIRECTORY, library.directory.orElseThrow().toString());
        System.setProperty(NAME, name);
        return library;
      } catch (IOException e) {
        library.close();
        throw e;
      }
    } catch (IOException e) {
      return new SqliteLibrary(Optional.empty(), name);
    }
  }

  /** Removes the files: a loaded library needs none. */
  void close() throws IOException {
    if (directory.isPresent()) {
      Files.deleteIfExists(directory.get().resolve(name));
      Files.deleteIfExists(directory.get());
    }
  }
}
