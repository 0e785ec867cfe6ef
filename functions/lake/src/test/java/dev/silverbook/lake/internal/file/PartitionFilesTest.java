package dev.silverbook.lake.internal.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.ReferenceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionFilesTest {

  /** An object in memory that counts the bytes asked for. */
  private static final class Counted implements InputObject {

    private final String key;
    private final byte[] bytes;
    private long asked;

    Counted(String key, byte[] bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open(long offset, long length) {
      asked += length;
      return new ByteArrayInputStream(bytes, (int) offset, (int) length);
    }
  }

  private static Counted object(String key, String fields, double value) throws IOException {
    return new Counted(
        key, ReferenceFile.write(fields, List.of(row -> row.add("x", value)), new Random(2)));
  }

  private static Counted object(String key, double value) throws IOException {
    return object(key, "required double x;", value);
  }

  @Test
  void aFooterIsReadOnce() throws IOException {
    PartitionFiles files = new PartitionFiles();
    Counted object = object("a", 1);
    ParquetFile first = files.open(object);
    assertThat(object.asked).isEqualTo(object.size());
    ParquetFile second = files.open(object);
    assertThat(object.asked).isEqualTo(object.size());
    assertThat(second.footer()).isSameAs(first.footer());
  }

  @Test
  void aSmallObjectsBytesAreKeptForTheSecondOpening() throws IOException {
    PartitionFiles files = new PartitionFiles();
    Counted object = object("a", 1);
    for (int round = 0; round < 3; round++) {
      ParquetFile file = files.open(object);
      assertThat(file.bytes(0, 4).readNBytes(4)).isEqualTo("PAR1".getBytes(US_ASCII));
      assertThat(object.asked)
          .as("a third time it is read")
          .isEqualTo((round / 2 + 1) * object.size());
    }
  }

  @Test
  void whatIsOpenedOnceIsNotRemembered() throws IOException {
    PartitionFiles files = new PartitionFiles();
    Counted object = object("a", 1);
    ParquetFile first = files.openOnce(object);
    ParquetFile second = files.openOnce(object);
    assertThat(object.asked).isEqualTo(2 * object.size());
    assertThat(second.root()).isSameAs(first.root());
  }

  @Test
  void anotherObjectUnderTheSameKeyIsNotTakenForTheFirst() throws IOException {
    PartitionFiles files = new PartitionFiles();
    files.open(object("a", 1));
    Counted other = object("a", "required double x; optional binary y;", 1);
    assertThat(files.open(other).root().children()).hasSize(2);
  }

  @Test
  void equalSchemasAreOneAndOthersAreNot() throws IOException {
    PartitionFiles files = new PartitionFiles();
    ParquetFile first = files.open(object("a", 1));
    assertThat(files.open(object("b", 2)).root()).isSameAs(first.root());
    ParquetFile wider = files.open(object("c", "required double x; optional double y;", 3));
    assertThat(wider.root().children()).hasSize(2);
    assertThat(files.open(object("d", 4)).root().children()).hasSize(1);
  }

  @Test
  void beyondTheBoundFootersAreReadAgain() throws IOException {
    Counted first = object("a", 1);
    Counted second = object("b", 2);
    long weight = ParquetFile.open(object("c", 1)).footer().weight();
    PartitionFiles files = new PartitionFiles(weight);
    for (int round = 0; round < 3; round++) {
      files.open(first);
      files.open(second);
    }
    assertThat(first.asked).isEqualTo(first.size());
    assertThat(second.asked).isEqualTo(3 * second.size());
  }
}
