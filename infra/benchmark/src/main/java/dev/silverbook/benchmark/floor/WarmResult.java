package dev.silverbook.benchmark.floor;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.ChildProcess.Finished;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.benchmark.subject.Workload;
import dev.silverbook.benchmark.table.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link WarmRun} printed. Seconds are those of one round over all partitions.
 *
 * @param partitions number of partitions
 * @param rows snapshots of all partitions
 * @param trades trades of all partitions
 * @param bytesIn size of the input
 * @param bytesOut size of the output
 * @param columns number of output columns
 * @param cpu processor seconds of the whole job
 * @param wall wall seconds of the whole job
 * @param read processor seconds of reading alone
 * @param write processor seconds of writing alone
 * @param peakResidentBytes of the process
 */
public record WarmResult(
    int partitions,
    long rows,
    long trades,
    long bytesIn,
    long bytesOut,
    int columns,
    Samples cpu,
    Samples wall,
    Samples read,
    Samples write,
    long peakResidentBytes) {

  /** Reading and writing without computing. */
  public Samples floor() {
    return read.plus(write);
  }

  /** Forks a {@link WarmRun} with these JVM options. */
  public static WarmResult measure(
      Workload workload, List<String> jvmOptions, Scratch scratch, int warmUps, int rounds)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(scratch.path().resolve("warm"));
    Finished finished =
        new ChildProcess(scratch.path())
            .run(
                JavaCommand.ofClass(
                    jvmOptions,
                    WarmRun.class,
                    workload.orderBook(),
                    workload.trades(),
                    directory,
                    warmUps,
                    rounds),
                Map.of());
    scratch.delete(directory);
    return parse(finished.out(), finished.peakResidentBytes());
  }

  static WarmResult parse(String out, long peakResidentBytes) {
    List<String[]> lines = out.lines().map(line -> line.split("\t", -1)).toList();
    String[] sizes = lines.stream().filter(line -> line[0].equals(WarmRun.SIZES)).findFirst().get();
    List<String[]> rounds = lines.stream().filter(line -> line[0].equals(WarmRun.ROUND)).toList();
    return new WarmResult(
        Integer.parseInt(sizes[1]),
        Long.parseLong(sizes[2]),
        Long.parseLong(sizes[3]),
        Long.parseLong(sizes[4]),
        Long.parseLong(sizes[5]),
        Integer.parseInt(sizes[6]),
        column(rounds, 1),
        column(rounds, 2),
        column(rounds, 3),
        column(rounds, 4),
        peakResidentBytes);
  }

  private static Samples column(List<String[]> rounds, int index) {
    return new Samples(rounds.stream().map(round -> Double.valueOf(round[index])).toList());
  }
}
