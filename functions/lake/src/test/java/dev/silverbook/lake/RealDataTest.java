package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.silverbook.features.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded lake beside the checkout, when it is there. */
class RealDataTest {

  private static final Path LAKE = Path.of("../../../shared/data/lake");

  @TempDir Path scratch;

  private static Map<PartitionId, List<FileObject>> partitions(String dataset) throws IOException {
    Path root = LAKE.resolve(dataset);
    assumeTrue(Files.isDirectory(root), "no recorded lake at " + root.toAbsolutePath());
    Map<PartitionId, List<FileObject>> partitions = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String key = root.relativize(file).toString();
        partitions
            .computeIfAbsent(HivePath.parse(key).orElseThrow(), id -> new ArrayList<>())
            .add(new FileObject(key, Files.readAllBytes(file)));
      }
    }
    return partitions;
  }

  @Test
  void everySnapshotIsReadInOrder() throws IOException {
    PartitionReader reader = new SortedPartitionReader(new ParquetFormat(), Clock.CAPTURE, scratch);
    Map<PartitionId, List<FileObject>> partitions = partitions("orderbook");
    long total = 0;
    for (List<FileObject> objects : partitions.values()) {
      long last = Long.MIN_VALUE;
      try (OrderedSnapshots rows = reader.snapshots(objects)) {
        while (rows.next()) {
          assertThat(rows.current().captureMicros()).isGreaterThanOrEqualTo(last);
          last = rows.current().captureMicros();
          assertThat(rows.current().bids().length()).isEqualTo(25);
          assertThat(rows.current().bids().price(0)).isLessThan(rows.current().asks().price(0));
          total++;
        }
      }
    }
    assertThat(partitions).hasSize(5);
    assertThat(total).isEqualTo(105_522);
  }

  @Test
  void everyTradeIsReadInOrder() throws IOException {
    PartitionReader reader = new SortedPartitionReader(new ParquetFormat(), Clock.CAPTURE, scratch);
    long total = 0;
    for (List<FileObject> objects : partitions("trades").values()) {
      try (OrderedTrades rows = reader.trades(objects)) {
        while (rows.next()) {
          assertThat(rows.current().usable()).isTrue();
          total++;
        }
      }
    }
    assertThat(total).isEqualTo(38_721);
  }
}
