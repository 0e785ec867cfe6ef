package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.silverbook.features.Clock;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedFilesTest {

  private static final int FLIPS_PER_FILE = Integer.getInteger("silverbook.flips", 80);
  private static final int GENERATED = Integer.getInteger("silverbook.damaged", 32);
  private static final int FIRST_SEED = 1_000_000;
  private static final int MOST_BYTES = 20_000;
  private static final long MOST_ALLOCATED = 64L * 1024 * 1024;
  private static final long MOST_ROWS = 10_000_000;

  private final LakeFormat format = new ParquetFormat();

  private long readAll(byte[] bytes, boolean trades) throws IOException {
    FileObject object = new FileObject("damaged", bytes);
    long rows = 0;
    try (TimedReader reader = trades ? format.openTrades(object) : format.openSnapshots(object)) {
      while (reader.next() && rows < MOST_ROWS) {
        rows++;
      }
    } finally {
      assertThat(object.openStreams()).isZero();
    }
    return rows;
  }

  /** Either values or the one exception; anything else fails the test. */
  private boolean survives(byte[] bytes, boolean trades) throws IOException {
    try {
      assertThat(readAll(bytes, trades)).isLessThan(MOST_ROWS);
      return true;
    } catch (UnreadableObjectException e) {
      assertThat(e.object()).isEqualTo("damaged");
      assertThat(e.getMessage()).startsWith("damaged: ");
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("dev.silverbook.lake.ForeignFilesTest#snapshotFiles")
  void flippedBitsOfSnapshotsGiveValuesOrTheOneException(Path file) throws IOException {
    flip(Files.readAllBytes(file), false);
  }

  @ParameterizedTest
  @MethodSource("dev.silverbook.lake.ForeignFilesTest#tradeFiles")
  void flippedBitsOfTradesGiveValuesOrTheOneException(Path file) throws IOException {
    flip(Files.readAllBytes(file), true);
  }

  private void flip(byte[] sound, boolean trades) throws IOException {
    assertThat(survives(sound, trades)).isTrue();
    Random random = new Random(sound.length);
    int refused = 0;
    for (int i = 0; i < FLIPS_PER_FILE; i++) {
      byte[] flipped = sound.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      refused += survives(flipped, trades) ? 0 : 1;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("dev.silverbook.lake.ForeignFilesTest#snapshotFiles")
  void garbledStretchesGiveValuesOrTheOneException(Path file) throws IOException {
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < FLIPS_PER_FILE / 4; i++) {
      byte[] garbled = sound.clone();
      int at = random.nextInt(garbled.length);
      for (int k = at; k < Math.min(at + 8, garbled.length); k++) {
        garbled[k] = (byte) random.nextInt();
      }
      survives(garbled, false);
    }
  }

  @Test
  void damagedFilesOfDuckDbGiveValuesOrTheOneException(@TempDir Path directory)
      throws IOException, SQLException {
    List<byte[]> trades = new ArrayList<>();
    List<byte[]> snapshots = new ArrayList<>();
    try (DuckDbFiles files = new DuckDbFiles(directory)) {
      for (int seed = FIRST_SEED; seed < FIRST_SEED + GENERATED; seed++) {
        if (seed % 4 == 0) {
          trades.add(files.trades(seed).file().content());
        } else {
          snapshots.add(files.snapshots(seed).file().content());
        }
      }
    }
    damage(trades, true);
    damage(snapshots, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pyarrow", "polars"})
  void damagedFilesOfPythonGiveValuesOrTheOneException(String library, @TempDir Path directory)
      throws IOException, InterruptedException {
    OtherLibraries.require(library);
    List<byte[]> trades = new ArrayList<>();
    List<byte[]> snapshots = new ArrayList<>();
    for (Path file : OtherLibraries.write(library, directory, GENERATED, FIRST_SEED)) {
      boolean isTrades = file.getFileName().toString().startsWith("trades");
      (isTrades ? trades : snapshots).add(Files.readAllBytes(file));
    }
    damage(trades, true);
    damage(snapshots, false);
  }

  /** Damages each file in many ways; what a reader takes in memory stays bounded, too. */
  private void damage(List<byte[]> files, boolean trades) throws IOException {
    int refused = 0;
    int tried = 0;
    for (byte[] sound : files) {
      // The few large ones would take most of the time.
      if (sound.length > MOST_BYTES) {
        continue;
      }
      Damage damage = new Damage(sound, new Random(sound.length));
      for (int i = 0; i < FLIPS_PER_FILE; i++) {
        byte[] damaged = damage.next();
        long before = allocated();
        refused += survives(damaged, trades) ? 0 : 1;
        assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(files.size() * FLIPS_PER_FILE / 2);
    assertThat(refused).isGreaterThan(tried / 4);
  }

  @Test
  void aListThatIsLongerThanItsFooterTakesNoMemory() {
    // Field 2, the schema: a list of structures, 0x7fffffff of them.
    byte[] footer = {0x29, (byte) 0xfc, -1, -1, -1, -1, 7, 0, 0, 0, 0};
    byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(12 + footer.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(magic).put(footer).putInt(footer.length).put(magic);
    long before = allocated();
    assertThatThrownBy(() -> readAll(file.array(), false))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("a list of 2147483647 elements in 4 bytes");
    assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arrow_zstd_v1_plain",
        "arrow_zstd_v1_dictionary",
        "arrow_zstd_v2_plain",
        "arrow_zstd_v2_dictionary"
      })
  void damageUnderAChecksumNeverGivesOtherValues(String name) throws IOException {
    byte[] sound = Files.readAllBytes(ForeignFilesTest.fixtures().resolve(name + ".parquet"));
    List<String> expected = ExactText.snapshots(format, new FileObject("sound", sound));
    Random random = new Random(sound.length);
    int refused = 0;
    for (int[] body : Footers.pageBodies(sound)) {
      for (int i = 0; i < FLIPS_PER_FILE / 8; i++) {
        byte[] damaged = sound.clone();
        damaged[body[0] + random.nextInt(body[1] - body[0])] ^= (byte) (1 << random.nextInt(8));
        try {
          // A page of a column that is not read.
          assertThat(ExactText.snapshots(format, new FileObject("damaged", damaged)))
              .isEqualTo(expected);
        } catch (UnreadableObjectException e) {
          assertThat(e.getMessage()).contains("checksum");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(FLIPS_PER_FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrow_zstd_v1_dictionary", "polars_snappy", "duckdb_gzip_v1"})
  void aTruncatedFileIsRefusedWhereverItWasCut(String name) throws IOException {
    byte[] sound = Files.readAllBytes(ForeignFilesTest.fixtures().resolve(name + ".parquet"));
    for (int length = 0; length < sound.length; length += 13) {
      byte[] cut = Arrays.copyOf(sound, length);
      Reason expected = length < 12 ? Reason.NOT_PARQUET : Reason.CORRUPT_FILE;
      assertThatThrownBy(() -> readAll(cut, false))
          .isInstanceOfSatisfying(
              UnreadableObjectException.class, e -> assertThat(e.reason()).isEqualTo(expected));
    }
  }

  @Test
  void whatIsNotParquetIsCalledThat() {
    byte[] text = "capture_ts,bids,asks\n1,2,3\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> readAll(text, false))
        .isInstanceOfSatisfying(
            UnreadableObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_PARQUET))
        .hasMessage(
            "damaged: not a Parquet file, it neither starts nor ends with PAR1; remove it from the"
                + " partition's directory or replace it");
  }

  @Test
  void aBadChecksumNamesColumnRowGroupAndPage() throws IOException {
    byte[] bytes =
        Files.readAllBytes(ForeignFilesTest.fixtures().resolve("arrow_zstd_v1_plain.parquet"));
    int message = 0;
    for (int i = 4; i < bytes.length / 2; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      try {
        readAll(flipped, false);
      } catch (UnreadableObjectException e) {
        if (e.getMessage().contains("checksum")) {
          assertThat(e.reason()).isEqualTo(Reason.CORRUPT_FILE);
          assertThat(e.getMessage())
              .matches("damaged: damaged Parquet file, column '.*', row group \\d, page \\d+: .*");
          message++;
        }
      }
    }
    assertThat(message).isPositive();
  }

  @Test
  void aFailingStoreIsNotTakenForADamagedFile() throws IOException {
    byte[] bytes =
        Files.readAllBytes(ForeignFilesTest.fixtures().resolve("arrow_none_v1_plain.parquet"));
    failsAsTheStoreDoes(new FailingObject(new FileObject("k", bytes), 0));
    // A large object is read in parts: its footer, then each column.
    for (int allowed = 0; allowed < 6; allowed++) {
      failsAsTheStoreDoes(new FailingObject(new FileObject("k", large(bytes)), allowed));
    }
  }

  private void failsAsTheStoreDoes(InputObject failing) {
    assertThatThrownBy(
            () -> {
              try (SnapshotReader reader = format.openSnapshots(failing)) {
                while (reader.next()) {}
              }
            })
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UnreadableObjectException.class)
        .hasMessage("connection reset");
  }

  /** The same file with bytes that belong to nothing before its footer. */
  private static byte[] large(byte[] file) {
    int trailer = 8;
    int footer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - trailer);
    int dataEnd = file.length - trailer - footer;
    byte[] large = new byte[file.length + 512 * 1024];
    System.arraycopy(file, 0, large, 0, dataEnd);
    int rest = file.length - dataEnd;
    System.arraycopy(file, dataEnd, large, large.length - rest, rest);
    return large;
  }

  /** Gives {@code allowed} sound streams, then streams that break. */
  private static final class FailingObject implements InputObject {

    private final InputObject sound;
    private int allowed;

    FailingObject(InputObject sound, int allowed) {
      this.sound = sound;
      this.allowed = allowed;
    }

    @Override
    public String key() {
      return sound.key();
    }

    @Override
    public long size() {
      return sound.size();
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
      if (allowed-- > 0) {
        return sound.open(offset, length);
      }
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          throw new IOException("connection reset");
        }
      };
    }
  }

  @Test
  void aTimeScanOfADamagedFileFailsTheSameWay() throws IOException {
    byte[] sound =
        Files.readAllBytes(ForeignFilesTest.fixtures().resolve("arrow_encodings_v2.parquet"));
    Random random = new Random(5);
    for (int i = 0; i < FLIPS_PER_FILE; i++) {
      byte[] flipped = sound.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      try (TimeReader reader =
          format.openTimes(new FileObject("damaged", flipped), Clock.EXCHANGE)) {
        while (reader.next()) {
          reader.time();
        }
      } catch (UnreadableObjectException e) {
        assertThat(e.getMessage()).startsWith("damaged: ");
      }
    }
  }
}
