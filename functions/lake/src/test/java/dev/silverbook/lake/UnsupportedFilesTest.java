package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sound files in a form that is not read: said as that, from the footer where it tells. */
class UnsupportedFilesTest {

  private static final String PRICE = "asks.list.element.price";
  private static final String UNREAD = "note";
  private static final String REMEDY =
      "; rewrite the file, for example with DuckDB: COPY (FROM 'old.parquet') TO 'new.parquet'"
          + " (FORMAT parquet, COMPRESSION zstd)";
  private static final int UNKNOWN = 42;

  private final LakeFormat format = new ParquetFormat();

  private static byte[] fixture() throws IOException {
    return Files.readAllBytes(
        ForeignFilesTest.fixtures().resolve("arrow_gzip_v1_dictionary.parquet"));
  }

  private List<String> read(byte[] file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = format.openSnapshots(new FileObject("day=08/a.parquet", file))) {
      while (reader.next()) {
        rows.add(RoundTripTest.text(reader.current()));
      }
    }
    return rows;
  }

  private void refusedFromTheFooter(byte[] file, String found) {
    FileObject object = new FileObject("day=08/a.parquet", file);
    assertThatThrownBy(() -> format.openSnapshots(object))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.SCHEMA_MISMATCH);
              assertThat(e.object()).isEqualTo("day=08/a.parquet");
            })
        .hasMessage("day=08/a.parquet: unsupported Parquet file, " + found + REMEDY);
    assertThat(object.opened()).as("nothing but the footer").isEqualTo(1);
    assertThat(object.openStreams()).isZero();
  }

  private void refusedAtTheFirstPage(byte[] file, String found) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.SCHEMA_MISMATCH))
        .hasMessage(
            "day=08/a.parquet: unsupported Parquet file, column '"
                + PRICE
                + "', row group 0, page 1: "
                + found
                + REMEDY);
  }

  private static Consumer<FileMetaData> codec(String path, CompressionCodec codec) {
    return footer -> Footers.chunk(footer, path).setCodec(codec);
  }

  @ParameterizedTest
  @EnumSource(names = {"LZO", "BROTLI"})
  void aCodecThatIsNotReadIsNamed(CompressionCodec codec) throws IOException {
    refusedFromTheFooter(
        Footers.changed(fixture(), codec(PRICE, codec)),
        "column '"
            + PRICE
            + "', row group 0: it is compressed with "
            + codec
            + ", which is not read (zstd, snappy, gzip, lz4 and none are)");
  }

  @Test
  void aCodecWithoutANameIsGivenByItsNumber() throws IOException {
    int lzo = CompressionCodec.LZO.getValue();
    refusedFromTheFooter(
        Footers.changed(fixture(), codec(PRICE, CompressionCodec.LZO), "codec", lzo, UNKNOWN),
        "column '" + PRICE + "', row group 0: it uses codec 42, which this version does not know");
  }

  private static Consumer<FileMetaData> encoding(String path, Encoding encoding) {
    return footer -> {
      Footers.chunk(footer, path).unsetEncoding_stats();
      Footers.chunk(footer, path).setEncodings(List.of(Encoding.RLE, encoding));
    };
  }

  private static Consumer<FileMetaData> pageEncoding(String path, Encoding encoding) {
    return footer ->
        Footers.chunk(footer, path)
            .setEncoding_stats(List.of(new PageEncodingStats(PageType.DATA_PAGE, encoding, 1)));
  }

  @Test
  void anEncodingThatIsNotReadForTheTypeIsNamed() throws IOException {
    String found =
        "column '"
            + PRICE
            + "', row group 0: its values are encoded as DELTA_BINARY_PACKED, which is not read for"
            + " double";
    refusedFromTheFooter(
        Footers.changed(fixture(), encoding(PRICE, Encoding.DELTA_BINARY_PACKED)), found);
    refusedFromTheFooter(
        Footers.changed(fixture(), pageEncoding(PRICE, Encoding.DELTA_BINARY_PACKED)), found);
  }

  @Test
  void bitPackedValuesAreRefusedWhereTheFooterTellsValuesFromLevels() throws IOException {
    refusedFromTheFooter(
        Footers.changed(fixture(), pageEncoding(PRICE, Encoding.BIT_PACKED)),
        "column '"
            + PRICE
            + "', row group 0: its values are encoded as BIT_PACKED, which is not read for double");
  }

  @Test
  void bitPackedInTheListOfAllEncodingsMayBeAboutLevelsThatDoNotExist() throws IOException {
    byte[] listed = Footers.changed(fixture(), encoding("capture_ts", Encoding.BIT_PACKED));
    assertThat(read(listed)).isNotEmpty().isEqualTo(read(fixture()));
  }

  @Test
  void anEncodingWithoutANameIsGivenByItsNumber() throws IOException {
    String found =
        "column '"
            + PRICE
            + "', row group 0: it uses encoding 42, which this version does not know";
    int named = Encoding.DELTA_BYTE_ARRAY.getValue();
    refusedFromTheFooter(
        Footers.changed(
            fixture(), encoding(PRICE, Encoding.DELTA_BYTE_ARRAY), "encodings", named, UNKNOWN),
        found);
    refusedFromTheFooter(
        Footers.changed(
            fixture(), pageEncoding(PRICE, Encoding.DELTA_BYTE_ARRAY), "encoding", named, UNKNOWN),
        found);
  }

  @Test
  void aColumnThatNobodyAsksForMayUseAnything() throws IOException {
    List<String> expected = read(fixture());
    int lzo = CompressionCodec.LZO.getValue();
    int delta = Encoding.DELTA_BYTE_ARRAY.getValue();
    assertThat(
            read(
                Footers.changed(
                    fixture(), codec(UNREAD, CompressionCodec.LZO), "codec", lzo, UNKNOWN)))
        .isEqualTo(expected);
    assertThat(
            read(
                Footers.changed(
                    fixture(),
                    pageEncoding(UNREAD, Encoding.DELTA_BYTE_ARRAY),
                    "encoding",
                    delta,
                    UNKNOWN)))
        .isEqualTo(expected);
  }

  @Test
  void theTimesCanBeReadWhereTheBookCannot() throws IOException {
    byte[] file = Footers.changed(fixture(), codec(PRICE, CompressionCodec.BROTLI));
    try (TimeReader reader = format.openTimes(new FileObject("k", file), Clock.CAPTURE)) {
      assertThat(reader.next()).isTrue();
    }
  }

  @Test
  void aPageTellsWhatTheFooterDoesNot() throws IOException {
    refusedAtTheFirstPage(
        Footers.withPageHeader(
            fixture(),
            PRICE,
            header ->
                header.getData_page_header().setRepetition_level_encoding(Encoding.BIT_PACKED)),
        "its levels are encoded as BIT_PACKED, which is not read (RLE is)");
    refusedAtTheFirstPage(
        Footers.withPageHeader(
            fixture(),
            PRICE,
            header ->
                header.getData_page_header().setDefinition_level_encoding(Encoding.BIT_PACKED)),
        "its levels are encoded as BIT_PACKED, which is not read (RLE is)");
    refusedAtTheFirstPage(
        Footers.withPageHeader(
            fixture(),
            PRICE,
            header -> header.getData_page_header().setEncoding(Encoding.BIT_PACKED)),
        "its values are encoded as BIT_PACKED, which is not read");
    refusedAtTheFirstPage(
        Footers.withPageHeader(
            fixture(),
            PRICE,
            header -> {},
            "encoding",
            Encoding.RLE_DICTIONARY.getValue(),
            UNKNOWN),
        "it uses encoding 42, which this version does not know");
  }

  @Test
  void anEncryptedFileIsCalledThat(@TempDir Path directory) throws IOException, SQLException {
    Path file = directory.resolve("encrypted.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      // The file is thrown away; encrypting it securely would need an extension from the network.
      statement.execute("SET force_mbedtls_unsafe = 'true'");
      statement.execute("PRAGMA add_parquet_key('key', '0123456789112345')");
      statement.execute(
          "COPY (SELECT 1 AS capture_ts) TO '"
              + file
              + "' (FORMAT parquet, ENCRYPTION_CONFIG {footer_key: 'key'})");
    }
    refusedFromTheFooter(Files.readAllBytes(file), "its footer is encrypted");
  }

  @Test
  void anEncryptedColumnIsNamed() throws IOException {
    String found = "column 'capture_ts', row group 1: it is encrypted";
    refusedFromTheFooter(
        Footers.changed(
            fixture(),
            footer ->
                capture(footer)
                    .setCrypto_metadata(
                        ColumnCryptoMetaData.ENCRYPTION_WITH_FOOTER_KEY(
                            new EncryptionWithFooterKey()))),
        found);
  }

  @Test
  void aColumnWhoseDataIsElsewhereIsNamed() throws IOException {
    String found = "column 'capture_ts', row group 1: its data is in another file";
    refusedFromTheFooter(
        Footers.changed(fixture(), footer -> capture(footer).setFile_path("b.parquet")), found);
    refusedFromTheFooter(
        Footers.changed(fixture(), footer -> capture(footer).unsetMeta_data()), found);
  }

  private static ColumnChunk capture(FileMetaData footer) {
    return footer.getRow_groups().get(1).getColumns().stream()
        .filter(column -> column.getMeta_data().getPath_in_schema().equals(List.of("capture_ts")))
        .findFirst()
        .orElseThrow();
  }
}
