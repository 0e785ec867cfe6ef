package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.RawSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by DuckDB, read here, against what DuckDB says is in them. */
class DuckDbFilesTest {

  private static final int FILES = Integer.getInteger("silverbook.duckdb.files", 300);

  private final LakeFormat format = new ParquetFormat();
  @TempDir Path directory;

  @Test
  void snapshotsOfRandomFilesAreReadAsTheyWereWritten() throws IOException, SQLException {
    long rows = 0;
    Set<String> features = new TreeSet<>();
    try (DuckDbFiles files = new DuckDbFiles(directory)) {
      for (int seed = 0; seed < FILES; seed++) {
        DuckDbFiles.Written written = files.snapshots(seed);
        assertThat(ExactText.snapshots(format, written.file()))
            .as("seed %d", seed)
            .isEqualTo(written.rows());
        rows += written.rows().size();
        features.addAll(Footers.features(written.file().content()));
      }
    }
    assertThat(rows).isGreaterThan(10L * FILES);
    assertThat(features)
        .contains("ZSTD", "SNAPPY", "GZIP", "LZ4_RAW", "UNCOMPRESSED")
        .contains("PLAIN", "RLE_DICTIONARY", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT");
  }

  @Test
  void tradesOfRandomFilesAreReadAsTheyWereWritten() throws IOException, SQLException {
    long rows = 0;
    try (DuckDbFiles files = new DuckDbFiles(directory)) {
      for (int seed = 0; seed < FILES / 2; seed++) {
        DuckDbFiles.Written written = files.trades(seed);
        assertThat(ExactText.trades(format, written.file()))
            .as("seed %d", seed)
            .isEqualTo(written.rows());
        rows += written.rows().size();
      }
    }
    assertThat(rows).isGreaterThan(10L * FILES);
  }

  @Test
  void unsignedIntegersAreNotNegative() throws IOException, SQLException {
    Path file = directory.resolve("unsigned.parquet");
    for (String version : List.of("V1", "V2")) {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "COPY (SELECT 7::BIGINT AS capture_ts, 4294967295::UINTEGER AS nonce,"
                + " [[4294967295::UINTEGER, 3]] AS bids,"
                + " [[18446744073709551615::UBIGINT, 9223372036854775809]] AS asks) TO '"
                + file
                + "' (FORMAT parquet, PARQUET_VERSION "
                + version
                + ")");
      }
      assertThat(ExactText.snapshots(format, FileObject.of(file)))
          .containsExactly(
              ExactText.snapshot(
                  7,
                  RawSnapshot.NULL,
                  4_294_967_295L,
                  new double[][] {{4_294_967_295.0, 3}},
                  new double[][] {{0x1p64, 0x1p63}}));
    }
  }
}
