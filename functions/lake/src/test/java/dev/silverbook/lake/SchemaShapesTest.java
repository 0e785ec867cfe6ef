package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Clock;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaShapesTest {

  private final LakeFormat format = new ParquetFormat();
  @TempDir Path scratch;

  private static byte[] fixture() throws IOException {
    return Files.readAllBytes(ForeignFilesTest.fixtures().resolve("arrow_required.parquet"));
  }

  private List<String> read(byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = format.openSnapshots(new FileObject("k", bytes))) {
      while (reader.next()) {
        rows.add(RoundTripTest.text(reader.current()));
      }
    }
    return rows;
  }

  /** Renames path segments; a required element adds no level, so it can also be left out. */
  private static void reshape(FileMetaData footer, String repeated, String element) {
    List<SchemaElement> schema = new ArrayList<>();
    for (SchemaElement node : footer.getSchema()) {
      if (node.getName().equals("list")) {
        node.setName(repeated);
        node.setNum_children(element == null ? 2 : 1);
      } else if (node.getName().equals("element")) {
        if (element == null) {
          continue;
        }
        node.setName(element);
      }
      schema.add(node);
    }
    footer.setSchema(schema);
    footer
        .getRow_groups()
        .forEach(
            group ->
                group
                    .getColumns()
                    .forEach(
                        column -> {
                          List<String> path =
                              new ArrayList<>(column.getMeta_data().getPath_in_schema());
                          path.replaceAll(name -> name.equals("list") ? repeated : name);
                          if (element == null) {
                            path.remove("element");
                          } else {
                            path.replaceAll(name -> name.equals("element") ? element : name);
                          }
                          column.getMeta_data().setPath_in_schema(path);
                        }));
  }

  @ParameterizedTest
  @CsvSource({"array,", "bids_tuple,", "bag, array_element", "list, item", "anything, whatever"})
  void listsAreReadWhateverTheirLevelsAreCalled(String repeated, String element)
      throws IOException {
    byte[] file = Footers.changed(fixture(), footer -> reshape(footer, repeated, element));
    assertThat(read(file)).hasSize(40).isEqualTo(read(fixture()));
  }

  private static FileObject empty(Column... columns) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FeatureWriter writer =
        new ParquetFormat().create(new FeatureSchema(List.of(columns)), out)) {
      writer.finish(Map.of());
    }
    return new FileObject("day=08/part.parquet", out.toByteArray());
  }

  private void mismatch(FileObject object, String message) {
    assertThatThrownBy(() -> format.openSnapshots(object))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.SCHEMA_MISMATCH))
        .hasMessage("day=08/part.parquet: " + message);
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    mismatch(
        empty(RoundTripTest.column("asks", ColumnType.LEVELS)),
        "column 'bids' is missing, expected list<struct<price, size>>, list<list<double>> or JSON text;"
            + " the columns are asks: name those of a level (levels: {bid_price: ...}) or"
            + " correct the writer");
  }

  @Test
  void aColumnOfAnotherTypeIsNamedWithBothTypes() throws IOException {
    mismatch(
        empty(
            RoundTripTest.column("bids", ColumnType.DOUBLE),
            RoundTripTest.column("asks", ColumnType.DOUBLE)),
        "column 'bids' is double, expected list<struct<price, size>>, list<list<double>> or JSON text;"
            + " correct the writer");
  }

  @Test
  void aListOfOtherFieldsIsDescribed() throws IOException {
    byte[] file =
        Footers.changed(
            fixture(),
            footer ->
                footer.getSchema().stream()
                    .filter(node -> node.getName().equals("size"))
                    .forEach(node -> node.setName("weight")));
    assertThatThrownBy(() -> read(file))
        .hasMessage(
            "k: column 'bids' is list<struct<price: double, weight: double>>, expected"
                + " list<struct<price, size>>, list<list<double>> or JSON text; correct the writer");
  }

  @Test
  void aMissingClockIsNamedWithTheRemedy() throws IOException {
    for (String other : List.of("timestamp", "when")) {
      FileObject object =
          new FileObject(
              "day=08/part.parquet",
              ReferenceFile.write(
                  "required int64 " + other + "; required double price; required double amount;",
                  List.of(
                      row -> {
                        row.add(other, 1L);
                        row.add("price", 1.0);
                        row.add("amount", 1.0);
                      }),
                  new Random(1)));
      PartitionReader reader = new SortedPartitionReader(format, Clock.CAPTURE, scratch);
      assertThatThrownBy(() -> reader.trades(List.of(object)))
          .hasMessage(
              "day=08/part.parquet: column 'capture_ts' is missing, expected timestamp or int64;"
                  + " name the time's column (columns: {capture_time: ...}), correct the writer"
                  + (other.equals("timestamp")
                      ? ", or set clock: exchange to order by 'timestamp'"
                      : ""));
    }
  }
}
