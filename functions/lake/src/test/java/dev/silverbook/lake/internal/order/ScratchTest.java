package dev.silverbook.lake.internal.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.ScratchFullException;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchTest {

  private static final int BLOCK = 64 * 1024;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 1_000_003})
  void whatIsWrittenIsRead(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    try (Scratch scratch = new Scratch(new ScratchSpace(directory))) {
      Path file = write(scratch, bytes);

      try (InputStream in = scratch.read(file)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void filesAreReadSideBySideByteByByte() throws IOException {
    byte[] first = new byte[2 * BLOCK + 5];
    byte[] second = new byte[BLOCK + 9];
    Arrays.fill(first, (byte) 1);
    Arrays.fill(second, (byte) -1);
    try (Scratch scratch = new Scratch(new ScratchSpace(directory))) {
      Path one = write(scratch, first);
      Path other = write(scratch, second);
      try (InputStream in = scratch.read(one);
          InputStream beside = scratch.read(other)) {
        for (int i = 0; i < second.length; i++) {
          assertThat(in.read()).isEqualTo(1);
          assertThat(beside.read()).isEqualTo(255);
        }
        assertThat(beside.read()).isEqualTo(-1);
        assertThat(in.readAllBytes()).hasSize(first.length - second.length);
      }
    }
  }

  @Test
  void rowsThatRepeatTakeATenthOfTheirSize() throws IOException {
    byte[] rows = new byte[4_000_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i % 321 == 0 ? i / 321 : i % 321);
    }
    try (Scratch scratch = new Scratch(new ScratchSpace(directory))) {
      Path file = write(scratch, rows);

      assertThat(Files.size(file)).isLessThan(rows.length / 10).isEqualTo(scratch.written());
    }
  }

  @Test
  void aFullDiskSaysWhereHowMuchAndWhatToDo() throws IOException {
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    try (Scratch scratch = new Scratch(new ScratchSpace(directory), 2 << 20)) {
      assertThatThrownBy(() -> write(scratch, noise))
          .isInstanceOf(ScratchFullException.class)
          .hasMessageStartingWith("cannot write more than 1 MiB of sort runs to " + directory)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("give more room");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    try (Scratch scratch = new Scratch(new ScratchSpace(directory))) {
      Path file = write(scratch, new byte[BLOCK]);
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 1));

      try (InputStream in = scratch.read(file)) {
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOf(IOException.class)
            .hasMessage(file + ": the scratch file ends within a block");
      }
    }
  }

  @Test
  void withoutAFileNoDirectoryIsMade() throws IOException {
    try (Scratch scratch = new Scratch(new ScratchSpace(directory.resolve("none")))) {
      assertThat(scratch.written()).isZero();
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static Path write(Scratch scratch, byte[] bytes) throws IOException {
    Path file = scratch.next(bytes.length);
    try (OutputStream out = scratch.write(file)) {
      out.write(bytes);
    }
    return file;
  }
}
