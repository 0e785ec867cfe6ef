package dev.silverbook.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the driver unpacks by itself there")
class SqliteLibraryTest {

  private static final String DIRECTORY = "org.sqlite.lib.path";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  @TempDir private Path directory;

  @AfterEach
  void forget() {
    System.clearProperty(DIRECTORY);
    System.clearProperty(TEMPORARY);
  }

  @Test
  void theDriverLoadsWhatWasUnpackedAndNothingOfItStays() throws IOException {
    System.setProperty(TEMPORARY, directory.toString());
    SqliteFile.open(directory.resolve("state")).close();
    assertThat(System.getProperty(DIRECTORY)).startsWith(directory.toString());
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve("state"));
    }
  }

  @Test
  void aLibraryThatSomebodyHasNamedIsLeftToTheDriver() throws IOException {
    System.setProperty(TEMPORARY, directory.toString());
    System.setProperty(DIRECTORY, "/named");
    SqliteLibrary.unpacked().close();
    assertThat(System.getProperty(DIRECTORY)).isEqualTo("/named");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whereNothingCanBeUnpackedNothingIsNamed() throws IOException {
    System.setProperty(TEMPORARY, directory.resolve("missing").toString());
    SqliteLibrary.unpacked().close();
    assertThat(System.getProperty(DIRECTORY)).isNull();
  }
}
