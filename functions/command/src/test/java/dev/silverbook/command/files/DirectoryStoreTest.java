package dev.silverbook.command.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.silverbook.lake.InputObject;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest {

  private static final Path FULL_DEVICE = Path.of("/dev/full");

  @TempDir private Path directory;

  @Test
  void linkedDirectoriesAreFollowed() throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("disk2/day=1"));
    Files.writeString(elsewhere.resolve("a.parquet"), "abc");
    Path root = Files.createDirectories(directory.resolve("lake"));
    Files.createSymbolicLink(root.resolve("symbol=X"), directory.resolve("disk2"));
    DirectoryStore store = new DirectoryStore(root);

    assertThat(store.directories("")).containsExactly("symbol=X");
    assertThat(keys(store)).containsExactly("symbol=X/day=1/a.parquet");
  }

  @Test
  void aLinkBackToAnAncestorIsIgnored() throws IOException {
    Path root = Files.createDirectories(directory.resolve("lake"));
    Path day = Files.createDirectories(root.resolve("symbol=X/day=1"));
    Files.writeString(day.resolve("a.parquet"), "abc");
    Files.createSymbolicLink(day.resolve("again"), root);
    Files.createSymbolicLink(root.resolve("symbol=X/self"), root.resolve("symbol=X"));
    DirectoryStore store = new DirectoryStore(root);

    assertThat(keys(store)).containsExactly("symbol=X/day=1/a.parquet");
    assertThat(store.objects("symbol=X/day=1/"))
        .extracting(StoredObject::key)
        .containsExactly("symbol=X/day=1/a.parquet");
  }

  @Test
  void aLinkToNothingIsNamedWithItsTarget() throws IOException {
    Files.createSymbolicLink(directory.resolve("a.parquet"), directory.resolve("gone/a.parquet"));

    assertThatThrownBy(() -> new DirectoryStore(directory).objects(""))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.resolve("a.parquet").toString())
        .hasMessageContaining("gone/a.parquet, which does not exist");
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    Files.writeString(directory.resolve("file"), "abc");
    DirectoryStore store = new DirectoryStore(directory);

    assertThat(store.objects("exchange=x/symbol=X/")).isEmpty();
    assertThat(store.directories("exchange=x/symbol=X/")).isEmpty();
    assertThat(store.objects("file/symbol=X/")).isEmpty();
    assertThat(store.directories("file/symbol=X/")).isEmpty();
    assertThat(new DirectoryStore(directory.resolve("none")).objects("exchange=x/")).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeLookedAtIsNotTakenForEmpty() throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("exchange=x"), Path.of("exchange=x"));
    DirectoryStore store = new DirectoryStore(directory);

    for (String prefix : List.of("exchange=x/", "exchange=x/symbol=X/year=2024/", "")) {
      assertThatThrownBy(() -> store.objects(prefix))
          .as(prefix)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE))
          .hasMessageContaining("cannot read " + loop + ": ");
    }
  }

  @Test
  void aDirectoryThatCannotBeLookedAtIsNamedWithItsSiblingsAndFailsWhenItIsListed()
      throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("exchange=x"), Path.of("exchange=x"));
    Path gone = Files.createSymbolicLink(directory.resolve("exchange=y"), Path.of("gone"));
    Files.createDirectories(directory.resolve("exchange=z/symbol=X"));
    DirectoryStore store = new DirectoryStore(directory);

    assertThat(store.directories("")).containsExactly("exchange=x", "exchange=y", "exchange=z");
    assertThat(store.directories("exchange=z/")).containsExactly("symbol=X");
    assertThatThrownBy(() -> store.directories("exchange=x/"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot read " + loop + ": ");
    assertThatThrownBy(() -> store.directories("exchange=y/"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot read " + gone + ": ")
        .hasMessageContaining("a link to gone, which does not exist");
  }

  @Test
  void aDirectoryWithoutPermissionIsNamedAsTheBarrier() throws IOException {
    Path exchange = directory.resolve("exchange=x");
    Files.createDirectories(exchange.resolve("symbol=X/day=1"));
    DirectoryStore store = new DirectoryStore(directory);
    for (String mode : List.of("---------", "r--r--r--")) {
      Files.setPosixFilePermissions(exchange, PosixFilePermissions.fromString(mode));
      try {
        assumeThat(Files.isExecutable(exchange)).as("root may search everything").isFalse();
        assertDenied(() -> store.objects("exchange=x/symbol=X/day=1/"), "user ", " on " + exchange);
        assertDenied(() -> store.directories("exchange=x/"), "cannot read " + exchange + ":");
      } finally {
        Files.setPosixFilePermissions(exchange, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private static void assertDenied(ThrowingCallable action, String... inMessage) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED))
        .hasMessageContainingAll(inMessage);
  }

  @Test
  void theVersionChangesWithAnyRewriteInPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "abc");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    DirectoryStore store = new DirectoryStore(directory);
    String before = store.find("a").orElseThrow().etag();

    Files.writeString(file, "abd");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_001));
    String rewritten = store.find("a").orElseThrow().etag();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    assertThat(rewritten).isNotEqualTo(before);
    assertThat(store.find("a").orElseThrow().etag()).isEqualTo(before);
  }

  @Test
  void aFileCutShortWhileItIsReadIsNoEndOfData() throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[100]);
    DirectoryStore store = new DirectoryStore(directory);
    InputObject input = store.open(store.find("a").orElseThrow());

    try (InputStream stream = input.open(0, 100)) {
      stream.readNBytes(10);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(50);
      }
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(EOFException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("50 bytes early");
    }
  }

  @Test
  void aFileRewrittenInPlaceWhileItIsReadIsNotDelivered() throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[100]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    DirectoryStore store = new DirectoryStore(directory);
    InputObject input = store.open(store.find("a").orElseThrow());

    try (InputStream stream = input.open(0, 100)) {
      stream.readNBytes(10);
      Files.write(file, new byte[100], StandardOpenOption.WRITE);
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE))
          .hasMessageContaining("was replaced while it was being read");
    }
  }

  @Test
  void aRangeBeyondTheFileIsRefused() throws IOException {
    Files.write(directory.resolve("a"), new byte[100]);
    DirectoryStore store = new DirectoryStore(directory);
    InputObject input = store.open(store.find("a").orElseThrow());

    assertThatThrownBy(() -> input.open(90, 11))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("11 bytes from 90");
  }

  @Test
  void aFileThatMayNotBeReadIsNamedWithTheRemedy() throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[10]);
    DirectoryStore store =
        new DirectoryStore(
            directory,
            (path, options) -> {
              throw new AccessDeniedException(path.toString());
            });
    InputObject input = store.open(store.find("a").orElseThrow());

    assertThatThrownBy(() -> input.open(0, 10))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED))
        .hasMessageContaining("cannot read " + file)
        .hasMessageContaining("permission denied")
        .hasMessageContaining("chmod u+r");
  }

  @Test
  void anOutputThatMayNotBeWrittenIsNamedWithTheRemedy() {
    DirectoryStore store =
        new DirectoryStore(
            directory,
            (path, options) -> {
              throw new AccessDeniedException(path.toString());
            });

    assertThatThrownBy(() -> store.create("day=1/a"))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED))
        .hasMessageContaining("cannot write " + directory.resolve("day=1/a"));
  }

  @Test
  void aFullDiskIsNamedWithTheRemedy() {
    assumeThat(Files.exists(FULL_DEVICE)).as("this system has %s", FULL_DEVICE).isTrue();
    DirectoryStore store =
        new DirectoryStore(
            directory, (path, options) -> FileChannel.open(FULL_DEVICE, StandardOpenOption.WRITE));

    try (PendingObject pending = store.create("day=1/a")) {
      assertThatThrownBy(() -> pending.stream().write(new byte[10]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write " + directory.resolve("day=1/a"))
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("free space on that disk");
    }
  }

  @Test
  void nothingIsLeftOfAnObjectThatWasGivenUp() throws IOException {
    DirectoryStore store = new DirectoryStore(directory.resolve("lake"));

    try (PendingObject pending = store.create("symbol=X/day=1/part-0.parquet")) {
      pending.stream().write(new byte[10]);
      assertThat(files(directory.resolve("lake/symbol=X/day=1"))).hasSize(1);
    }

    assertThat(directory.resolve("lake/symbol=X")).doesNotExist();
  }

  @Test
  void whatADeadProcessLeftIsRemovedByTheNextWriter() throws IOException {
    Path day = Files.createDirectories(directory.resolve("day=1"));
    Path left = Files.writeString(day.resolve(".part-0.parquet.4711-abc-def.tmp"), "half");
    Path other = Files.writeString(day.resolve(".part-1.parquet.4711-abc-def.tmp"), "half");
    DirectoryStore store = new DirectoryStore(directory);

    try (PendingObject pending = store.create("day=1/part-0.parquet")) {
      pending.stream().write("whole".getBytes(UTF_8));
      assertThat(pending.commit(Optional.empty())).isPresent();
    }

    assertThat(left).doesNotExist();
    assertThat(other).exists();
    assertThat(day.resolve("part-0.parquet")).hasContent("whole");
  }

  @Test
  void anotherThreadsUnfinishedFileIsLeftAlone() throws IOException {
    DirectoryStore store = new DirectoryStore(directory);
    DirectoryStore second = new DirectoryStore(directory);

    try (PendingObject first = store.create("day=1/a");
        PendingObject later = second.create("day=1/a")) {
      first.stream().write("first".getBytes(UTF_8));
      later.stream().write("later".getBytes(UTF_8));
      assertThat(first.commit(Optional.empty())).isPresent();
      assertThat(later.commit(Optional.empty())).isEmpty();
    }

    assertThat(directory.resolve("day=1/a")).hasContent("first");
    assertThat(files(directory.resolve("day=1"))).hasSize(1);
  }

  @Test
  void aKeyCannotLeadOutOfTheRoot() {
    assertThatThrownBy(() -> new DirectoryStore(directory).find("../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leads out of");
  }

  private static List<String> keys(DirectoryStore store) {
    return store.objects("").stream().map(StoredObject::key).toList();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
