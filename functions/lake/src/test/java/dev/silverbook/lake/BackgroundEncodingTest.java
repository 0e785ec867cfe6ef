package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;

/** Row groups of 4 MB of columns and more, so that several are handed over. */
class BackgroundEncodingTest {

  private static final int COLUMNS = 250;
  private static final int ROWS = 30_000;
  private static final FeatureSchema SCHEMA = schema();

  private static FeatureSchema schema() {
    List<Column> columns = new ArrayList<>();
    columns.add(RoundTripTest.column("capture_ts", ColumnType.TIMESTAMP_MICROS));
    columns.add(RoundTripTest.column("state", ColumnType.LABEL));
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(RoundTripTest.column("c" + i, ColumnType.DOUBLE));
    }
    return new FeatureSchema(columns);
  }

  private static void fill(FeatureWriter writer, int rows) throws IOException {
    Random random = new Random(1);
    FeatureRow row = new FeatureRow(SCHEMA);
    for (int i = 0; i < rows; i++) {
      row.integers()[0] = i;
      row.labels()[0] = (byte) (i % 3);
      for (int k = 0; k < COLUMNS; k++) {
        row.numbers()[k] = (i + k) % 50 == 0 ? Double.NaN : random.nextInt(1000) / 8.0;
      }
      writer.write(row);
    }
  }

  private static byte[] file(BooleanSupplier background) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FeatureWriter writer = new ParquetFormat(background).create(SCHEMA, out)) {
      fill(writer, ROWS);
      writer.finish(Map.of("key", "value"));
    }
    return out.toByteArray();
  }

  @Test
  void theBytesAreTheSameAsOnOneThread() throws IOException {
    byte[] file = file(() -> true);
    assertThat(file).isEqualTo(file(() -> false));
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new MemoryFile(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(2);
    }
  }

  @Test
  void theBytesAreTheSameWhenCoresComeAndGo() throws IOException {
    boolean[] idle = new boolean[1];
    byte[] file =
        file(
            () -> {
              idle[0] = !idle[0];
              return idle[0];
            });
    assertThat(file).isEqualTo(file(() -> false));
  }

  @Test
  void aFailureOfTheOutputReachesWhoeverWritesOrFinishes() throws IOException {
    OutputStream full =
        new OutputStream() {
          private long left = 1 << 20;

          @Override
          public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
          }

          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
              throw new IOException("no space left on device");
            }
          }
        };
    FeatureWriter writer = new ParquetFormat(() -> true).create(SCHEMA, full);
    assertThatThrownBy(() -> fill(writer, ROWS))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on device");
    assertThatThrownBy(() -> writer.finish(Map.of()))
        .as("no footer is written after a failure")
        .isInstanceOf(IOException.class)
        .hasMessage("no space left on device");
    assertThatThrownBy(writer::close)
        .as("what is left in the buffer cannot be written either")
        .isInstanceOf(IOException.class);
  }

  @Test
  void closingAnUnfinishedFileFreesAThreadThatTheOutputBlocks() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    boolean[] closed = new boolean[1];
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
          }

          @Override
          public void write(byte[] source, int offset, int length) throws IOException {
            if (blocked.getCount() == 0) {
              throw new IOException("given up");
            }
            blocked.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IOException("given up", e);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    FeatureWriter writer = new ParquetFormat(() -> true).create(SCHEMA, stuck);
    fill(writer, ROWS / 3);
    assertThatThrownBy(
            () -> {
              blocked.await();
              Thread.currentThread().interrupt();
              writer.finish(Map.of());
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    try {
      writer.close();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("given up");
    }
    assertThat(closed[0]).isTrue();
  }
}
