package dev.silverbook.benchmark.floor;

import com.sun.management.OperatingSystemMXBean;
import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main class of a process of its own: works on all partitions of a lake, round after round, and
 * prints what each round took. Each round does the whole job, then reads only, then writes only, so
 * that what is compared was measured side by side.
 *
 * <p>Times are processor seconds of the whole process, compiler and garbage collector included.
 */
public final class WarmRun {

  /** Starts the line with the sizes. */
  public static final String SIZES = "sizes";

  /** Starts a line for each measured round. */
  public static final String ROUND = "round";

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private WarmRun() {}

  /** A step that can fail to read or write. */
  public interface Step {
    void run(WarmDay day) throws IOException;
  }

  /** Arguments: order books, trades, scratch directory, rounds not measured, rounds measured. */
  public static void main(String[] arguments) throws IOException {
    int warmUps = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    List<WarmDay> days = days(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try {
      printSizes(days);
      for (int round = -warmUps; round < rounds; round++) {
        double[] whole = timed(days, WarmDay::process);
        double[] read = timed(days, day -> keep(day.read()));
        double[] write = timed(days, WarmDay::write);
        if (round >= 0) {
          JavaCommand.answer(ROUND, whole[0], whole[1], read[0], write[0]);
        }
      }
    } finally {
      for (WarmDay day : days) {
        day.close();
      }
    }
  }

  /**
   * Starts this, or another main class that works on warm days, in a process of its own.
   *
   * @return what it printed
   */
  public static Finished fork(
      Class<?> main,
      Workload workload,
      List<String> jvmOptions,
      Scratch scratch,
      int warmUps,
      int rounds)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(scratch.path().resolve("warm"));
    Finished finished =
        new ChildProcess(scratch.path())
            .run(
                JavaCommand.ofClass(
                    jvmOptions,
                    main,
                    workload.orderBook(),
                    workload.trades(),
                    directory,
                    warmUps,
                    rounds),
                Map.of());
    scratch.delete(directory);
    return finished;
  }

  /** All partitions of a lake; the caller closes them. */
  public static List<WarmDay> days(Path orderBook, Path trades, Path scratch) throws IOException {
    LakeStores lakes =
        new LakeStores(
            new DirectoryStore(orderBook),
            Optional.of(new DirectoryStore(trades)),
            new DirectoryStore(scratch));
    InputListing listing = new InputListing(lakes.orderBook(), lakes.trades());
    List<WarmDay> days = new ArrayList<>();
    for (PartitionId partition : Workload.partitions(lakes.orderBook())) {
      days.add(new WarmDay(lakes, listing.list(partition), scratch, "day-" + days.size()));
    }
    return days;
  }

  private static void printSizes(List<WarmDay> days) {
    JavaCommand.answer(
        SIZES,
        days.size(),
        days.stream().mapToLong(day -> day.stats().rowsWritten()).sum(),
        days.stream().mapToLong(day -> day.stats().tradesRead()).sum(),
        days.stream().mapToLong(day -> day.stats().bytesIn()).sum(),
        days.stream().mapToLong(day -> day.stats().bytesOut()).sum(),
        days.get(0).columns());
  }

  /** Processor seconds and wall seconds of a step on every day. */
  public static double[] timed(List<WarmDay> days, Step step) throws IOException {
    // A run writes files that were not there: emptying those of the round before is none of its
    // work.
    for (WarmDay day : days) {
      day.deleteOutputs();
    }
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    for (WarmDay day : days) {
      step.run(day);
    }
    return new double[] {
      (SYSTEM.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9
    };
  }

  private static void keep(double sum) {
    if (Double.isInfinite(sum)) {
      throw new IllegalStateException("the sum over all rows is infinite");
    }
  }
}
