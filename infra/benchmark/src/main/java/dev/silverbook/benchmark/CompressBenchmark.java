package dev.silverbook.benchmark;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.silverbook.features.FeatureEngine;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What no writer of zstd can go below: a day's double columns, laid out as pages, through zstd
 * alone; milliseconds a day. The sizes are printed once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CompressBenchmark {

  /** Rows of a page: about those of a row group with all columns. */
  private static final int PAGE_ROWS = 9500;

  /** The writer's is 1. */
  @Param("1")
  private int level;

  /** How the eight bytes of a value lie: together, or each in a stream of its own. */
  @Param({"plain", "split"})
  private String layout;

  private final List<byte[]> pages = new ArrayList<>();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private byte[] compressed;

  /** Computes a day and lays out its pages; nulls take no room. */
  @Setup(Level.Trial)
  public void pages(BronzeDay day) throws IOException {
    DecodedDay decoded = new DecodedDay(day);
    FeatureEngine engine = decoded.engine(EngineBenchmark.list("all"));
    FeatureSchema schema = engine.schema();
    List<ByteBuffer> columns = new ArrayList<>();
    for (int i = 0; i < schema.numberCount(); i++) {
      columns.add(ByteBuffer.allocate(PAGE_ROWS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN));
    }
    int[] rows = {0};
    decoded.play(
        engine,
        row -> {
          append(row, columns);
          if (++rows[0] % PAGE_ROWS == 0) {
            columns.forEach(this::finish);
          }
        });
    columns.forEach(this::finish);
    zstd.setLevel(level);
    compressed = new byte[(int) Zstd.compressBound(PAGE_ROWS * Double.BYTES)];
    System.out.println("MB compressed: " + compress() / 1_000_000);
  }

  private static void append(FeatureRow row, List<ByteBuffer> columns) {
    for (int i = 0; i < columns.size(); i++) {
      double value = row.numbers()[i];
      if (!Double.isNaN(value)) {
        columns.get(i).putDouble(value);
      }
    }
  }

  private void finish(ByteBuffer column) {
    byte[] page = new byte[column.position()];
    column.flip();
    column.get(page);
    column.clear();
    pages.add(layout.equals("split") ? split(page) : page);
  }

  private static byte[] split(byte[] plain) {
    byte[] split = new byte[plain.length];
    int values = plain.length / Double.BYTES;
    for (int i = 0; i < plain.length; i++) {
      split[i % Double.BYTES * values + i / Double.BYTES] = plain[i];
    }
    return split;
  }

  /** Frees the context. */
  @TearDown(Level.Trial)
  public void close() {
    zstd.close();
  }

  /** Bytes of all pages, compressed. */
  @Benchmark
  public long compress() {
    long total = 0;
    for (byte[] page : pages) {
      total += zstd.compressByteArray(compressed, 0, compressed.length, page, 0, page.length);
    }
    return total;
  }
}
