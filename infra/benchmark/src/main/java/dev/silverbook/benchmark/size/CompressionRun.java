package dev.silverbook.benchmark.size;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.sun.management.OperatingSystemMXBean;
import dev.silverbook.benchmark.floor.WarmDay;
import dev.silverbook.benchmark.floor.WarmRun;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.Dataset;
import dev.silverbook.lake.TableReader;
import dev.silverbook.pipeline.store.LakeStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of a process of its own: takes the pages of doubles that the default output of a
 * lake has, compresses them at each level of zstd, round after round, and prints bytes and times.
 */
public final class CompressionRun {

  /** Starts a line for each level: level, bytes of the pages, bytes compressed. */
  public static final String LEVEL = "level";

  /** Starts a line for each level of each measured round: level, processor seconds. */
  public static final String ROUND = "round";

  /** The writer's level first. */
  private static final int[] LEVELS = {1, 2, 3, 6, -1, -3, -7};

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CompressionRun() {}

  /** Arguments: order books, trades, scratch directory, rounds not measured, rounds measured. */
  public static void main(String[] arguments) throws IOException {
    List<byte[]> pages = new ArrayList<>();
    Path scratch = Path.of(arguments[2]);
    for (WarmDay day : WarmRun.days(Path.of(arguments[0]), Path.of(arguments[1]), scratch)) {
      try (day) {
        addPages(day, scratch, pages);
      }
    }
    long plain = pages.stream().mapToLong(page -> page.length).sum();
    int warmUps = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    for (int round = -warmUps; round < rounds; round++) {
      for (int level : LEVELS) {
        long start = SYSTEM.getProcessCpuTime();
        long bytes = compress(pages, level);
        double seconds = (SYSTEM.getProcessCpuTime() - start) / 1e9;
        if (round == -warmUps) {
          JavaCommand.answer(LEVEL, level, plain, bytes);
        }
        if (round >= 0) {
          JavaCommand.answer(ROUND, level, seconds);
        }
      }
    }
  }

  private static void addPages(WarmDay day, Path scratch, List<byte[]> pages) throws IOException {
    LakeStore store = new DirectoryStore(scratch);
    String key = scratch.relativize(day.output(Dataset.ORDERBOOK)).toString();
    TableReader table = TableReader.open(store.open(store.find(key).orElseThrow()));
    for (int group = 0; group < table.groups(); group++) {
      for (Column column : day.schema().columns()) {
        if (column.type() == ColumnType.DOUBLE) {
          pages.add(page(table.numbers(group, column.name())));
        }
      }
    }
  }

  /** What is not null, as it lies in a page. */
  private static byte[] page(double[] values) {
    ByteBuffer page =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (!Double.isNaN(value)) {
        page.putDouble(value);
      }
    }
    byte[] bytes = new byte[page.flip().remaining()];
    page.get(bytes);
    return bytes;
  }

  private static long compress(List<byte[]> pages, int level) {
    long bytes = 0;
    byte[] target = new byte[0];
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(level);
      for (byte[] page : pages) {
        int bound = (int) Zstd.compressBound(page.length);
        if (target.length < bound) {
          target = new byte[bound];
        }
        bytes += zstd.compressByteArray(target, 0, target.length, page, 0, page.length);
      }
    }
    return bytes;
  }
}
