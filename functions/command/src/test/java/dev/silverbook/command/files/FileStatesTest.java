package dev.silverbook.command.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatesTest {

  private final FileStates states = new FileStates();
  @TempDir private Path directory;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /** As whoever remembers nothing sees it. */
  private Optional<FileState> seen(Path path) throws IOException {
    Optional<FileState> state = states.of(path);
    assertThat(state).isEqualTo(FileState.of(path));
    return state;
  }

  @Test
  void aFileThatIsRewrittenInPlaceHasAnotherEtag() throws IOException {
    Path file = file("a", "one");
    String before = seen(file).orElseThrow().etag();
    assertThat(seen(file).orElseThrow().etag()).isEqualTo(before);
    file("a", "two");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_123L));
    assertThat(seen(file).orElseThrow().etag()).isNotEqualTo(before);
  }

  @Test
  void aFileThatIsReplacedByOneOfTheSameSizeAndTimeHasAnotherEtag() throws IOException {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Path file = file("a", "one");
    Files.setLastModifiedTime(file, time);
    String before = seen(file).orElseThrow().etag();
    Path other = file("b", "two");
    Files.setLastModifiedTime(other, time);
    assertThat(seen(other).orElseThrow().etag()).isNotEqualTo(before);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(seen(file).orElseThrow().etag()).isNotEqualTo(before);
  }

  @Test
  void directoriesAndWhatIsNotThereAreLookedAtEachTime() throws IOException {
    assertThat(seen(directory).orElseThrow().directory()).isTrue();
    Path file = directory.resolve("a");
    assertThat(seen(file)).isEmpty();
    file("a", "one");
    assertThat(seen(file)).isPresent();
    Files.delete(file);
    assertThat(seen(file)).isEmpty();
  }
}
