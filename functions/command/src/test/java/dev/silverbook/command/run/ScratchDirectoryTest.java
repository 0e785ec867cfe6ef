package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.command.ledger.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchDirectoryTest {

  @TempDir private Path directory;

  @Test
  void whatADeadProcessLeftIsRemovedAndWhatALivingOneUsesIsKept() throws IOException {
    Path scratch = directory.resolve("scratch");
    Path owners = directory.resolve("owners");
    Path dead = Files.createDirectories(scratch.resolve("4711-dead"));
    Files.writeString(dead.resolve("run-1"), "half");
    try (ProcessIdentity living = ProcessIdentity.take(owners);
        ProcessIdentity mine = ProcessIdentity.take(owners);
        ScratchDirectory first = ScratchDirectory.open(scratch, living)) {
      Files.writeString(first.path().resolve("run-1"), "in use");

      try (ScratchDirectory second = ScratchDirectory.open(scratch, mine)) {
        assertThat(second.path()).isEmptyDirectory();
        assertThat(first.path().resolve("run-1")).exists();
        assertThat(dead).doesNotExist();
      }
    }
    assertThat(scratch).isEmptyDirectory();
  }
}
