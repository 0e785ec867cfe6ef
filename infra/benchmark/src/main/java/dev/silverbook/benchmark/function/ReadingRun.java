package dev.silverbook.benchmark.function;

import dev.silverbook.aws.AwsClients;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.S3Store;
import dev.silverbook.aws.TestClients;
import dev.silverbook.aws.standin.SmallObjects;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.lake.scratch.ScratchSpace;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The main class of a process of its own: lists a partition at an S3 endpoint, reads it and
 * computes it with the worker's own parts. Outputs go nowhere.
 */
public final class ReadingRun {

  private ReadingRun() {}

  /**
   * What a partition took.
   *
   * @param wallSeconds from the first listing to the last byte of output
   * @param scratchBytes the most on the scratch disk at once
   * @param rows written
   */
  public record Taken(double wallSeconds, long scratchBytes, long rows) {}

  /**
   * Arguments: the endpoint, an existing directory for scratch files, bytes of the scratch disk.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    long disk = Long.parseLong(arguments[2]);
    long free = usable(directory);
    // As if the disk were so small: what has been taken of the real one since is taken of it.
    ScratchSpace scratch =
        new ScratchSpace(directory, existing -> disk - (free - usable(existing)));
    Taken taken = run(URI.create(arguments[0]), scratch);
    JavaCommand.answer(taken.wallSeconds(), taken.scratchBytes(), taken.rows());
  }

  private static long usable(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** One partition of {@link SmallObjects}. */
  public static Taken run(URI endpoint, ScratchSpace scratch) throws IOException {
    try (S3Client client = AwsClients.s3(TestClients.access(endpoint))) {
      long from = System.nanoTime();
      LakeStores lakes =
          new LakeStores(
              new S3Store(client, new S3Location("bronze", SmallObjects.BOOKS + "/")),
              Optional.of(new S3Store(client, new S3Location("bronze", SmallObjects.TRADES + "/"))),
              new S3Store(client, new S3Location("silver", "")));
      PartitionInputs inputs = new InputListing(lakes).list(SmallObjects.PARTITION);
      SilverConfiguration configuration = SilverConfiguration.defaults();
      ParquetFormat format = new ParquetFormat();
      PartitionStats stats =
          new PartitionProcessor(
                  lakes,
                  format,
                  () ->
                      new SortedPartitionReader(format, configuration.features().clock(), scratch),
                  configuration,
                  "benchmark",
                  Clock.systemUTC())
              .process(
                  inputs,
                  "benchmark",
                  dataset -> OutputStream.nullOutputStream(),
                  new StopSignal(Clock.systemUTC(), Instant.MAX, () -> false),
                  ProgressObserver.NONE);
      double seconds = (System.nanoTime() - from) / 1e9;
      return new Taken(seconds, stats.scratchBytes(), stats.rowsWritten());
    }
  }
}
