package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.FakeServer.Answer;
import dev.silverbook.aws.FakeServer.Request;
import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.work.FailureMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A large file is read in many requests, and each may be the one that fails. */
class ParquetOnS3Test {

  private static final int ROWS = 20_000;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final ParquetFormat format = new ParquetFormat();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aStoreThatFailsIsNeverTakenForADamagedFile() throws IOException {
    byte[] file = snapshots();
    assertThat(file).as("more than is read at once").hasSizeGreaterThan(256 * 1024);
    List<FailureReason> reasons = new ArrayList<>();
    int rows = 0;
    for (int good = 0; rows == 0; good++) {
      int answered = good;
      try (FakeServer server = new FakeServer(request -> slowDownAfter(answered, file, request))) {
        rows = read(server, file.length);
      } catch (IOException | StoreException e) {
        reasons.add(FailureMapping.of(e, "the output").reason());
      }
      asked.set(0);
    }

    assertThat(rows).isEqualTo(ROWS);
    assertThat(reasons)
        .as("the footer and each column fail once")
        .hasSizeGreaterThan(5)
        .containsOnly(FailureReason.THROTTLED);
  }

  private Answer slowDownAfter(int answered, byte[] file, Request request) {
    if (asked.getAndIncrement() >= answered) {
      return Answer.error(503, "SlowDown");
    }
    Matcher range = RANGE.matcher(request.header("Range").orElseThrow());
    assertThat(range.matches()).isTrue();
    int from = Integer.parseInt(range.group(1));
    int length = Integer.parseInt(range.group(2)) + 1 - from;
    return Answer.of(206, Map.of(), new String(file, from, length, ISO_8859_1));
  }

  private int read(FakeServer server, long size) throws IOException {
    S3Store store =
        new S3Store(
            TestClients.s3(server.uri()),
            new S3Location("bronze", ""),
            new RecordedPauses(),
            5 << 20,
            new HeldBytes(0, 0));
    int rows = 0;
    try (SnapshotReader reader =
        format.openSnapshots(store.open(new StoredObject("a", size, "e1")))) {
      while (reader.next()) {
        rows++;
      }
    }
    return rows;
  }

  private byte[] snapshots() throws IOException {
    FeatureSchema schema =
        new FeatureSchema(
            List.of(
                column("capture_ts", ColumnType.TIMESTAMP_MICROS),
                column("timestamp", ColumnType.INT64),
                column("nonce", ColumnType.INT64),
                column("bids", ColumnType.LEVELS),
                column("asks", ColumnType.LEVELS)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(schema);
    RawSnapshot snapshot = new RawSnapshot();
    try (FeatureWriter writer = format.create(schema, out)) {
      for (int i = 0; i < ROWS; i++) {
        long time = 1_700_000_000_000_000L + i * 1_000_000L;
        snapshot.set(time, time / 1_000, i);
        snapshot
            .bids()
            .set(new double[] {99 - i, 98 - i}, 0, new double[] {Math.sqrt(i + 2), 2}, 0, 2);
        snapshot
            .asks()
            .set(new double[] {101 + i, 102 + i}, 0, new double[] {3, Math.cbrt(i)}, 0, 2);
        row.clear();
        row.setSnapshot(snapshot);
        row.integers()[0] = time;
        row.integers()[1] = time / 1_000;
        row.integers()[2] = i;
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return out.toByteArray();
  }

  private static Column column(String name, ColumnType type) {
    return new Column(name, type, Category.STRUCTURAL, "1", name, "", false, true, List.of());
  }
}
