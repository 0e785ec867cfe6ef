package dev.silverbook.command.spelling;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.Ran;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.ReferenceFile;
import dev.silverbook.lake.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;

/** A lake of one day, file by file in whatever spelling, and what a run makes of it. */
final class SmallLake {

  /** 2025-03-05T12:00:00Z, seconds. */
  static final long NOON = 1_741_176_000L;

  static final String DAY = "exchange=x/symbol=BTC~USDT/year=2025/month=03/day=05/";

  private final Path directory;
  private final List<String> arguments = new ArrayList<>();
  private boolean trades;

  SmallLake(Path directory) {
    this.directory = directory;
  }

  /** Adds a file of books; each row is filled by its number. */
  SmallLake books(String name, String fields, int rows, RowFilling fill) throws IOException {
    return add("orderbook", name, fields, rows, fill);
  }

  /** Adds a file of trades. */
  SmallLake trades(String name, String fields, int rows, RowFilling fill) throws IOException {
    trades = true;
    return add("trades", name, fields, rows, fill);
  }

  /** Books as this product's own recorder writes them, a second apart from noon on. */
  SmallLake soundBooks(int rows) throws IOException {
    return books(
        "books.parquet",
        "required int64 capture_ts (TIMESTAMP(MICROS,true)); required int64 timestamp;"
            + " required int64 nonce;"
            + " required binary bids (STRING); required binary asks (STRING);",
        rows,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000_000);
          row.add("timestamp", (NOON + i) * 1_000 - 5);
          row.add("nonce", (long) i + 1);
          row.add("bids", "[[" + (100 + i % 3) + ",1],[99,2]]");
          row.add("asks", "[[" + (103 + i % 3) + ",2],[110,1]]");
        });
  }

  /** Trades as this product's own recorder writes them, between the books. */
  SmallLake soundTrades(int rows) throws IOException {
    return trades(
        "trades.parquet",
        "required int64 capture_ts (TIMESTAMP(MICROS,true)); required int64 timestamp;"
            + " required binary side (STRING); required double price; required double amount;",
        rows,
        (row, i) -> {
          row.add("capture_ts", (NOON + i) * 1_000_000 + 500_000);
          row.add("timestamp", (NOON + i) * 1_000 + 495);
          row.add("side", i % 3 == 0 ? "sell" : "buy");
          row.add("price", i % 3 == 0 ? 100.0 : 104.0);
          row.add("amount", 1.0 + i % 5);
        });
  }

  /** Fills rows of a file. */
  interface RowFilling {

    /** Fills the {@code number}-th row. */
    void fill(Group row, int number);
  }

  private SmallLake add(String dataset, String name, String fields, int rows, RowFilling fill)
      throws IOException {
    List<Consumer<Group>> fillings = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int number = i;
      fillings.add(row -> fill.fill(row, number));
    }
    Path file = directory.resolve(dataset).resolve(DAY + name);
    Files.createDirectories(file.getParent());
    Files.write(file, ReferenceFile.write(fields, fillings, new Random(rows)));
    return this;
  }

  /** With that configuration. */
  SmallLake configured(String yaml) throws IOException {
    Files.writeString(directory.resolve("silverbook.yaml"), yaml);
    arguments.addAll(List.of("--config", "silverbook.yaml"));
    return this;
  }

  /** Runs it. */
  Result run() throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of("run", "--input", "orderbook", "--output", "out", "--workers", "1"));
    if (trades) {
      all.addAll(List.of("--trades", "trades"));
    }
    all.addAll(arguments);
    Ran ran = Ran.in(directory, all.toArray(String[]::new));
    Path silver = directory.resolve("out/silver/orderbook");
    List<Path> files = List.of();
    if (Files.isDirectory(silver)) {
      try (Stream<Path> found = Files.walk(silver)) {
        files = found.filter(file -> file.toString().endsWith(".parquet")).toList();
      }
    }
    String status = Ran.in(directory, "status", "--output", "out", "--json").out();
    return new Result(ran, files, JSON.std.mapFrom(status));
  }

  /**
   * What a run gave.
   *
   * @param files feature files
   * @param status the whole of {@code status --json}
   */
  record Result(Ran ran, List<Path> files, Map<String, Object> status) {

    /** All that was said about the partition. */
    String said() {
      return ran.err() + ran.out();
    }

    /** A column of doubles of the only feature file. */
    double[] numbers(String column) throws IOException {
      return table().numbers(0, column);
    }

    /** A column of integers of the only feature file. */
    long[] integers(String column) throws IOException {
      return table().integers(0, column);
    }

    /** What the feature file says about itself. */
    Map<String, String> metadata() throws IOException {
      return table().metadata();
    }

    private TableReader table() throws IOException {
      byte[] content = Files.readAllBytes(files.get(0));
      return TableReader.open(
          new InputObject() {
            @Override
            public String key() {
              return files.get(0).toString();
            }

            @Override
            public long size() {
              return content.length;
            }

            @Override
            public InputStream open(long offset, long length) {
              return new java.io.ByteArrayInputStream(
                  Arrays.copyOfRange(content, (int) offset, (int) (offset + length)));
            }
          });
    }
  }
}
