package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files by pyarrow and polars, of random content and layout, read here. */
class OtherLibrariesTest {

  private static final int FILES = Integer.getInteger("silverbook.python.files", 200);
  private static final int SEED = Integer.getInteger("silverbook.python.seed", 1);

  private final LakeFormat format = new ParquetFormat();
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pyarrow", "polars"})
  void filesOfRandomLayoutAreReadAsTheyWereWritten(String library)
      throws IOException, InterruptedException {
    OtherLibraries.require(library);
    List<Path> files = OtherLibraries.write(library, directory, FILES, SEED);
    assertThat(files).hasSize(FILES);
    long rows = 0;
    Set<String> features = new TreeSet<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      List<String> expected = OtherLibraries.rows(file);
      FileObject content = FileObject.of(file);
      List<String> found =
          name.startsWith("trades")
              ? ExactText.trades(format, content)
              : ExactText.snapshots(format, content);
      assertThat(found).as("%s of seed %d", name, SEED).isEqualTo(expected);
      rows += expected.size();
      features.addAll(Footers.features(content.content()));
    }
    assertThat(rows).isGreaterThan(10L * FILES);
    assertThat(features).contains("ZSTD", "SNAPPY", "GZIP", "LZ4_RAW", "UNCOMPRESSED");
    assertThat(features).contains("PLAIN", "RLE_DICTIONARY");
    if (library.equals("pyarrow")) {
      assertThat(features)
          .contains("DELTA_BINARY_PACKED", "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY")
          .contains("BYTE_STREAM_SPLIT");
    }
  }
}
