package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of objects that all overlap are sorted through the scratch disk. {@code
 * -Dsilverbook.overlap.rows=1450000} sorts as much as filled 512 MB when runs were not compressed;
 * a build sorts a part of it and holds the same share a row.
 */
class OverlappingObjectsTest {

  private static final int OBJECTS = 800;
  private static final int LEVELS = 20;
  private static final long LAMBDA_SCRATCH = 512_000_000;
  private static final long ROWS_THAT_FILLED_IT = 1_450_000;
  private static final int ROWS = Integer.getInteger("silverbook.overlap.rows", 48_000);

  /** Times, rank, position, clocks, sequence; two sides of (price, size) and their lengths. */
  private static final long BYTES_PER_ROW = 28 + 24 + 2 * (4 + LEVELS * 16);

  /** Sizes are sold in lots, so that they repeat. */
  private static final double LOT = 0.001;

  private static final double TICK = 0.01;

  @TempDir private Path directory;

  private final double[] sizes = new double[2 * LEVELS];
  private final double[] prices = new double[2 * LEVELS];

  /** Object {@code number} holds each row whose number leaves it as the rest. */
  private FileObject object(int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(RoundTripTest.BRONZE);
    RawSnapshot book = new RawSnapshot();
    try (FeatureWriter writer = new ParquetFormat().create(RoundTripTest.BRONZE, out)) {
      for (int i = number; i < ROWS; i += OBJECTS) {
        long time = 1_700_000_000_000_000L + i * 10_000L;
        book(i, book, time);
        row.clear();
        row.setSnapshot(book);
        row.integers()[0] = time;
        row.integers()[1] = time / 1_000;
        row.integers()[2] = i;
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return new FileObject("%04d".formatted(number), out.toByteArray());
  }

  /** A book that follows from its number alone; its levels are new at each row. */
  private void book(int number, RawSnapshot book, long time) {
    Random random = new Random(number);
    double middle = 60_000 + random.nextInt(1_000) * TICK;
    for (int level = 0; level < LEVELS; level++) {
      prices[level] = middle - (level + 1) * TICK;
      prices[LEVELS + level] = middle + (level + 1) * TICK;
      sizes[level] = random.nextInt(20_000) * LOT;
      sizes[LEVELS + level] = random.nextInt(20_000) * LOT;
    }
    book.set(time, time / 1_000, number);
    book.bids().set(prices, 0, sizes, 0, LEVELS);
    book.asks().set(prices, LEVELS, sizes, LEVELS, LEVELS);
  }

  @Test
  void whatFilledTheScratchDiskNowFitsAndIsCounted() throws IOException {
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(object(i));
    }
    PartitionReader reader =
        new SortedPartitionReader(
                new ParquetFormat(), Clock.CAPTURE, new ScratchSpace(directory.resolve("sort")))
            .on(LocalDate.of(2023, 11, 14));
    int rows = 0;
    try (OrderedSnapshots sorted = reader.snapshots(objects)) {
      while (sorted.next()) {
        assertThat(sorted.current().nonce()).isEqualTo(rows);
        rows++;
      }
    }

    assertThat(rows).isEqualTo(ROWS);
    assertThat(BYTES_PER_ROW * ROWS_THAT_FILLED_IT).as("as it was").isGreaterThan(LAMBDA_SCRATCH);
    assertThat(reader.scratch().mostBytes())
        .isPositive()
        .isLessThan(LAMBDA_SCRATCH * ROWS / ROWS_THAT_FILLED_IT);
    assertThat(directory.resolve("sort")).isEmptyDirectory();
  }
}
