package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.internal.order.SortLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedPartitionReaderTest {

  private static final SortLimits TINY = new SortLimits(4_000, 3, 4);

  private final LakeFormat format = new ParquetFormat();
  @TempDir Path directory;

  private record Expected(long time, String key, long row, String text) {}

  private static final Comparator<Expected> ORDER =
      Comparator.comparingLong(Expected::time)
          .thenComparing(Expected::key)
          .thenComparingLong(Expected::row);

  private FileObject snapshots(String key, List<Long> times, Random random, List<Expected> expected)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(RoundTripTest.BRONZE);
    RawSnapshot snapshot = new RawSnapshot();
    try (FeatureWriter writer = format.create(RoundTripTest.BRONZE, out)) {
      long position = 0;
      for (long time : times) {
        long nonce = random.nextLong();
        long millis = time == RawSnapshot.NULL ? time : Math.floorDiv(time, 1000);
        snapshot.set(time, millis, nonce);
        RoundTripTest.randomLevels(snapshot.bids(), random, 6);
        RoundTripTest.randomLevels(snapshot.asks(), random, 6);
        row.clear();
        row.setSnapshot(snapshot);
        row.integers()[0] = time;
        row.integers()[1] = millis;
        row.integers()[2] = nonce;
        writer.write(row);
        expected.add(new Expected(time, key, position++, RoundTripTest.text(snapshot)));
      }
      writer.finish(Map.of());
    }
    return new FileObject(key, out.toByteArray());
  }

  private List<Expected> read(OrderedSnapshots rows) throws IOException {
    List<Expected> found = new ArrayList<>();
    try (rows) {
      RawSnapshot current = rows.current();
      while (rows.next()) {
        assertThat(rows.current()).isSameAs(current);
        found.add(
            new Expected(
                current.captureMicros(), rows.object(), rows.row(), RoundTripTest.text(current)));
      }
      assertThat(rows.next()).isFalse();
    }
    return found;
  }

  private void sameAsInMemory(List<FileObject> objects, List<Expected> expected, SortLimits limits)
      throws IOException {
    Path scratch = directory.resolve("scratch");
    PartitionReader reader = new SortedPartitionReader(format, Clock.CAPTURE, scratch, limits);
    OrderedSnapshots rows = reader.snapshots(objects);
    assertThat(rows.counts().rows()).isEqualTo(expected.size());
    assertThat(rows.counts().bytes()).isEqualTo(objects.stream().mapToLong(FileObject::size).sum());
    List<Expected> sorted = new ArrayList<>(expected);
    sorted.sort(ORDER);
    assertThat(read(rows)).isEqualTo(sorted);
    assertThat(objects).allSatisfy(object -> assertThat(object.openStreams()).isZero());
    noScratchFiles(scratch);
  }

  private static void noScratchFiles(Path scratch) throws IOException {
    if (Files.exists(scratch)) {
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static List<Long> times(int from, int count) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add((long) from + i / 3);
    }
    return times;
  }

  @Test
  void sortedFilesFollowOneAnother() throws IOException {
    Random random = new Random(1);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      objects.add(snapshots("f" + (99 - i), times(1000 * i, 50), random, expected));
    }
    Collections.shuffle(objects, random);
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
    assertThat(objects)
        .allSatisfy(object -> assertThat(object.opened()).as("its bytes are kept").isEqualTo(1));
  }

  @Test
  void largeFilesAreReadColumnByColumnAndTheirFootersOnce() throws IOException {
    Random random = new Random(11);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      objects.add(snapshots("f" + i, times(100_000 * i, 6_000), random, expected));
      assertThat(objects.get(i).size()).isGreaterThan(256 * 1024);
    }
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
    assertThat(objects)
        .allSatisfy(
            object -> assertThat(object.opened()).as("a footer, 1 + 7 columns").isEqualTo(9));
  }

  @Test
  void laterFilesAreOpenedOnlyWhenTheyAreDue() throws IOException {
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      objects.add(snapshots("f" + i, times(100_000 * i, 6_000), new Random(i), new ArrayList<>()));
      assertThat(objects.get(i).size()).as("too large to be held").isGreaterThan(256 * 1024);
    }
    try (OrderedSnapshots rows =
        new SortedPartitionReader(format, Clock.CAPTURE, directory).snapshots(objects)) {
      while (rows.next()) {
        assertThat(objects.stream().filter(object -> object.openStreams() > 0)).hasSize(1);
      }
    }
  }

  @Test
  void overlappingFilesAreMergedAndTiesGoByKey() throws IOException {
    Random random = new Random(2);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      objects.add(snapshots("f" + (9 - i), times(10 * i, 200), random, expected));
    }
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
  }

  @Test
  void filesThatTouchAtOneTimeGoByKeyNotByStart() throws IOException {
    Random random = new Random(3);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    objects.add(snapshots("b", List.of(1L, 5L, 5L), random, expected));
    objects.add(snapshots("a", List.of(5L, 5L, 9L), random, expected));
    objects.add(snapshots("c", List.of(5L), random, expected));
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 25})
  void shuffledRowsAreSortedThroughScratchFiles(int files) throws IOException {
    Random random = new Random(files);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      List<Long> times = times(100 * i, 400);
      Collections.shuffle(times, random);
      objects.add(snapshots("f" + i, times, random, expected));
    }
    sameAsInMemory(objects, expected, TINY);
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
  }

  @Test
  void moreOverlappingFilesThanMayBeOpenAreSortedThroughScratchFiles() throws IOException {
    Random random = new Random(5);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      objects.add(snapshots("f" + i, times(i, 60), random, expected));
    }
    sameAsInMemory(objects, expected, SortLimits.DEFAULT);
    sameAsInMemory(objects, expected, TINY);
  }

  @Test
  void oneUnsortedFileAmongSortedOnesIsMergedWithThem() throws IOException {
    Random random = new Random(6);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    List<Long> shuffled = times(0, 300);
    Collections.shuffle(shuffled, random);
    objects.add(snapshots("m", shuffled, random, expected));
    objects.add(snapshots("a", times(20, 100), random, expected));
    objects.add(snapshots("z", times(30, 100), random, expected));
    objects.add(snapshots("y", times(5000, 100), random, expected));
    sameAsInMemory(objects, expected, TINY);
  }

  @Test
  void scratchFilesAreGoneWhenTheStreamIsGivenUp() throws IOException {
    List<Long> shuffled = times(0, 900);
    Collections.shuffle(shuffled, new Random(8));
    FileObject object = snapshots("m", shuffled, new Random(8), new ArrayList<>());
    Path scratch = directory.resolve("scratch");
    try (OrderedSnapshots rows =
        new SortedPartitionReader(format, Clock.CAPTURE, scratch, TINY)
            .snapshots(List.of(object))) {
      assertThat(rows.next()).isTrue();
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left).isNotEmpty();
      }
    }
    noScratchFiles(scratch);
    assertThat(object.openStreams()).isZero();
  }

  @Test
  void aNullCaptureTimeIsNamedWithObjectRowAndRemedy() throws IOException {
    List<Long> times = new ArrayList<>(times(0, 20));
    times.set(7, RawSnapshot.NULL);
    FileObject object = snapshots("day=08/x.parquet", times, new Random(9), new ArrayList<>());
    PartitionReader reader = new SortedPartitionReader(format, Clock.CAPTURE, directory);
    assertThatThrownBy(() -> reader.snapshots(List.of(object)))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(UnreadableObjectException.Reason.SCHEMA_MISMATCH);
              assertThat(e.row()).hasValue(7);
            })
        .hasMessage(
            "day=08/x.parquet: column 'capture_ts' is null in row 7, expected a time in every row;"
                + " correct the writer, or set clock: exchange to order by 'timestamp'");
    assertThat(object.openStreams()).isZero();
  }

  @Test
  void withTheExchangeClockRowsWithoutTimeAreDroppedAndCounted() throws IOException {
    List<Long> times = new ArrayList<>(times(1000, 20));
    times.set(3, RawSnapshot.NULL);
    times.set(19, RawSnapshot.NULL);
    FileObject object = snapshots("x", times, new Random(9), new ArrayList<>());
    try (OrderedSnapshots rows =
        new SortedPartitionReader(format, Clock.EXCHANGE, directory).snapshots(List.of(object))) {
      assertThat(rows.counts()).isEqualTo(new ReadCounts(20, 2, object.size()));
      List<Long> positions = new ArrayList<>();
      while (rows.next()) {
        positions.add(rows.row());
      }
      assertThat(positions).hasSize(18).doesNotContain(3L, 19L).isSorted();
    }
  }

  @Test
  void tradesAreSortedTheSameWay() throws IOException {
    Random random = new Random(12);
    List<Expected> expected = new ArrayList<>();
    List<FileObject> objects = new ArrayList<>();
    for (int file = 0; file < 6; file++) {
      List<Long> times = times(50 * file, 500);
      Collections.shuffle(times, random);
      objects.add(trades("t" + file, times, random, expected));
    }
    List<Expected> found = new ArrayList<>();
    try (OrderedTrades rows =
        new SortedPartitionReader(format, Clock.CAPTURE, directory, TINY).trades(objects)) {
      while (rows.next()) {
        RawTrade trade = rows.current();
        found.add(
            new Expected(
                trade.captureMicros(), rows.object(), rows.row(), RoundTripTest.text(trade)));
      }
    }
    expected.sort(ORDER);
    assertThat(found).isEqualTo(expected);
  }

  private FileObject trades(String key, List<Long> times, Random random, List<Expected> expected)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FeatureRow row = new FeatureRow(RoundTripTest.TRADES);
    RawTrade trade = new RawTrade();
    try (FeatureWriter writer = format.create(RoundTripTest.TRADES, out)) {
      long position = 0;
      for (long time : times) {
        row.clear();
        row.integers()[0] = time;
        row.set(0, random.nextDouble());
        row.set(1, random.nextDouble());
        boolean buy = random.nextBoolean();
        row.labels()[0] = (byte) (buy ? 0 : 1);
        trade.set(
            time,
            RawSnapshot.NULL,
            row.numbers()[0],
            row.numbers()[1],
            buy ? AggressorSide.BUY : AggressorSide.SELL);
        expected.add(new Expected(time, key, position++, RoundTripTest.text(trade)));
        writer.write(row);
      }
      writer.finish(Map.of());
    }
    return new FileObject(key, out.toByteArray());
  }

  @Test
  void onADayNullsAndTimesOfNoCenturyAreDroppedAndCountedAndTheColumnsAreSaid() throws IOException {
    long noon = 1_741_176_000_000_000L;
    List<Long> times = List.of(noon, RawSnapshot.NULL, noon + 1, 5L);
    FileObject object = snapshots("x", times, new Random(9), new ArrayList<>());
    PartitionReader reader =
        new SortedPartitionReader(format, Clock.CAPTURE, directory)
            .on(java.time.LocalDate.of(2025, 3, 5));
    try (OrderedSnapshots rows = reader.snapshots(List.of(object))) {
      assertThat(rows.counts()).isEqualTo(new ReadCounts(4, 2, object.size()));
      List<Long> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.current().captureMicros());
      }
      assertThat(found).containsExactly(noon, noon + 1);
      assertThat(rows.report().columns()).containsEntry("capture_time", List.of("capture_ts"));
    }
  }
}
