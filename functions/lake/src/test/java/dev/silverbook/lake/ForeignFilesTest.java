package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files by pyarrow, polars and DuckDB; make_fixtures.py beside them says what they hold. */
class ForeignFilesTest {

  private static final int FILES_AT_LEAST = 50;
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(e-?\\d+)?|-?\\d+e-?\\d+");

  private final LakeFormat format = new ParquetFormat();

  static Path fixtures() {
    try {
      return Path.of(ForeignFilesTest.class.getResource("/fixtures").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> files(boolean trades) throws IOException {
    try (Stream<Path> all = Files.list(fixtures())) {
      return all
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> file.getFileName().toString().startsWith("trades") == trades)
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<Path> snapshotFiles() throws IOException {
    return files(false);
  }

  static Stream<Path> tradeFiles() throws IOException {
    return files(true);
  }

  private static List<String> expected(Path file) throws IOException {
    return Files.readAllLines(Path.of(file.toString().replace(".parquet", ".txt")));
  }

  private static String integer(long value) {
    return value == RawSnapshot.NULL ? "null" : Long.toString(value);
  }

  private static String number(double value) {
    return RawLevels.isNull(value) || Double.isNaN(value) ? "null" : Double.toString(value);
  }

  private static String side(RawLevels side) {
    if (side.absent()) {
      return "null";
    }
    List<String> levels = new ArrayList<>();
    for (int i = 0; i < side.length(); i++) {
      levels.add(number(side.price(i)) + ":" + number(side.size(i)));
    }
    return levels.isEmpty() ? "-" : String.join(",", levels);
  }

  @Test
  void allFixturesAreThere() throws IOException {
    assertThat(snapshotFiles().count() + tradeFiles().count()).isGreaterThan(FILES_AT_LEAST);
  }

  @ParameterizedTest
  @MethodSource("snapshotFiles")
  void snapshotsOfOtherWritersAreReadAsTheyWereWritten(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    FileObject object = FileObject.of(file);
    try (SnapshotReader reader = format.openSnapshots(object)) {
      while (reader.next()) {
        RawSnapshot row = reader.current();
        found.add(
            integer(row.captureMicros())
                + " "
                + integer(row.exchangeMillis())
                + " "
                + integer(row.nonce())
                + " "
                + side(row.bids())
                + " "
                + side(row.asks()));
      }
    }
    assertThat(found).isEqualTo(canonical(expected(file)));
    assertThat(object.openStreams()).isZero();
  }

  @ParameterizedTest
  @MethodSource("tradeFiles")
  void tradesOfOtherWritersAreReadAsTheyWereWritten(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (TradeReader reader = format.openTrades(FileObject.of(file))) {
      while (reader.next()) {
        RawTrade row = reader.current();
        found.add(
            integer(row.captureMicros())
                + " "
                + integer(row.exchangeMillis())
                + " "
                + number(row.price())
                + " "
                + number(row.amount())
                + " "
                + row.side());
      }
    }
    assertThat(found).isEqualTo(canonical(expected(file)));
  }

  @ParameterizedTest
  @MethodSource("snapshotFiles")
  void theTimesAloneAreTheSame(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (TimeReader reader = format.openTimes(FileObject.of(file), Clock.CAPTURE)) {
      while (reader.next()) {
        found.add(integer(reader.time()));
      }
    }
    assertThat(found)
        .isEqualTo(
            expected(file).stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
  }

  /** Reads numbers and prints them again: the two languages use exponents differently. */
  private static List<String> canonical(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                DECIMAL
                    .matcher(line)
                    .replaceAll(match -> Double.toString(Double.parseDouble(match.group()))))
        .toList();
  }
}
