package dev.silverbook.generator;

import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartitionId;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One dataset of one partition as segment files. A segment is written under a hidden name, which
 * readers of the lake ignore, and gets its own name when it is complete.
 */
final class SegmentedDataset implements Closeable {

  private static final int MINUTES_PER_HOUR = 60;
  private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
  private static final long MINUTE_MICROS = 60 * MarketSimulation.SECOND;
  private static final long DAY_MICROS = MINUTES_PER_DAY * MINUTE_MICROS;

  private final LakeFormat format;
  private final FeatureSchema schema;
  private final Path directory;
  private final LocalDate date;
  private final int minutesPerSegment;

  private long segment = -1;
  private Path temporary;
  private FeatureWriter writer;
  private long files;
  private long rows;
  private long bytes;

  /**
   * Prepares a partition's directory.
   *
   * @param dataset directory of the dataset below the root: {@code orderbook}
   * @param replace whether segments that are there are deleted; otherwise they are an error
   */
  SegmentedDataset(
      LakeFormat format,
      FeatureSchema schema,
      Path root,
      String dataset,
      PartitionId partition,
      int segmentsPerDay,
      boolean replace)
      throws IOException {
    this.format = format;
    this.schema = schema;
    this.date = partition.date();
    this.minutesPerSegment = MINUTES_PER_DAY / segmentsPerDay;
    this.directory = directory(root, dataset, partition);
    for (Path old : segments(directory)) {
      if (!replace) {
        throw new FileAlreadyExistsException(
            old.toString(),
            null,
            "a generated lake needs a directory without segments of the same partition:"
                + " choose another one, or have existing segments replaced");
      }
      Files.delete(old);
    }
  }

  static Path directory(Path root, String dataset, PartitionId partition) {
    LocalDate date = partition.date();
    return root.resolve(dataset)
        .resolve("exchange=" + partition.exchange())
        .resolve("symbol=" + partition.symbol())
        .resolve(DateTimeFormatter.ofPattern("'year='yyyy").format(date))
        .resolve(DateTimeFormatter.ofPattern("'month='MM").format(date))
        .resolve(DateTimeFormatter.ofPattern("'day='dd").format(date));
  }

  /** Appends a row, whose time decides on the segment; rows come in time order. */
  void write(long captureMicros, FeatureRow row) throws IOException {
    long wanted = Math.floorMod(captureMicros, DAY_MICROS) / (MINUTE_MICROS * minutesPerSegment);
    if (wanted != segment) {
      finish();
      open(wanted);
    }
    writer.write(row);
    rows++;
  }

  /** Completes the segment being written; without it the segment is thrown away. */
  void finish() throws IOException {
    if (writer == null) {
      return;
    }
    writer.finish(Map.of("silverbook.generated", "true"));
    writer.close();
    writer = null;
    bytes += Files.size(temporary);
    files++;
    Files.move(
        temporary,
        directory.resolve(segmentName()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  long files() {
    return files;
  }

  long rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } finally {
      writer = null;
      Files.deleteIfExists(temporary);
    }
  }

  private void open(long wanted) throws IOException {
    segment = wanted;
    Files.createDirectories(directory);
    temporary = directory.resolve("." + segmentName() + ".tmp");
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16);
    try {
      writer = format.create(schema, out);
    } catch (IOException | RuntimeException e) {
      out.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private String segmentName() {
    String day = DateTimeFormatter.BASIC_ISO_DATE.format(date);
    long minutes = segment * minutesPerSegment;
    boolean hourly = minutesPerSegment % MINUTES_PER_HOUR == 0;
    return "segment_"
        + day
        + "_"
        + twoDigits(minutes / MINUTES_PER_HOUR)
        + (hourly ? "" : twoDigits(minutes % MINUTES_PER_HOUR))
        + ".parquet";
  }

  private static String twoDigits(long number) {
    return (number < 10 ? "0" : "") + number;
  }

  private static List<Path> segments(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> path.getFileName().toString().matches("segment_.*\\.parquet"))
          .sorted()
          .toList();
    }
  }
}
