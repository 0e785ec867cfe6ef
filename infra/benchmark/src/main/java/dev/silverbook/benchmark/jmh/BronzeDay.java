package dev.silverbook.benchmark.jmh;

import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.features.Clock;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A generated day as Parquet in memory: reading it costs decoding, not waiting for a disk. */
@State(Scope.Benchmark)
public class BronzeDay {

  /** Snapshots of the day. */
  @Param("86400")
  public int rows;

  /** Levels a side. */
  @Param("20")
  public int levels;

  /** Trades of the day. */
  @Param("50000")
  public int trades;

  private final LakeFormat format = new ParquetFormat();
  private Scratch scratch;
  private List<InputObject> orderBook = List.of();
  private List<InputObject> tradeObjects = List.of();

  /** Generates the day. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    scratch = Scratch.create();
    GeneratorOptions options =
        GeneratorOptions.builder().rowsPerDay(rows).levels(levels).tradesPerDay(trades).build();
    new BronzeLakeGenerator(options, format).generate(scratch.path(), GenerationListener.SILENT);
    orderBook = load(scratch.path().resolve(BronzeLakeGenerator.ORDER_BOOK));
    tradeObjects = load(scratch.path().resolve(BronzeLakeGenerator.TRADES));
  }

  /** Removes it from the disk. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    scratch.close();
  }

  /** Parquet. */
  LakeFormat format() {
    return format;
  }

  /** Opens all snapshots in time order. */
  OrderedSnapshots snapshots() throws IOException {
    return reader().snapshots(orderBook);
  }

  /** Opens all trades in time order. */
  OrderedTrades trades() throws IOException {
    return reader().trades(tradeObjects);
  }

  private SortedPartitionReader reader() {
    return new SortedPartitionReader(format, Clock.CAPTURE, scratch.path());
  }

  private static List<InputObject> load(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
    List<InputObject> objects = new ArrayList<>();
    for (Path file : files) {
      objects.add(
          new LoadedObject(directory.relativize(file).toString(), Files.readAllBytes(file)));
    }
    return objects;
  }

  /** An object in memory. */
  private static final class LoadedObject implements InputObject {

    private final String key;
    private final byte[] bytes;

    LoadedObject(String key, byte[] bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open(long offset, long length) {
      return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
    }
  }
}
