package dev.silverbook.command.run;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.command.files.FileTree;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.verify.Computations;
import dev.silverbook.pipeline.verify.PartitionVerifier;
import dev.silverbook.pipeline.verify.Verdict;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Verifies partitions on this machine. What is computed again goes to a temporary directory, which
 * is gone when this is closed.
 */
public final class Verification implements AutoCloseable {

  private final Path scratch;
  private final LakeFormat format;
  private final String version;
  private final Clock clock;
  private final StopSignal stop;

  private Verification(
      Path scratch, LakeFormat format, String version, Clock clock, BooleanSupplier cancelled) {
    this.scratch = scratch;
    this.format = format;
    this.version = version;
    this.clock = clock;
    this.stop = new StopSignal(clock, Instant.MAX, cancelled);
  }

  /**
   * Makes the temporary directory.
   *
   * @param format that writes outputs
   * @param version of the product
   * @param cancelled whether to stop
   */
  public static Verification open(
      LakeFormat format, String version, Clock clock, BooleanSupplier cancelled)
      throws IOException {
    return new Verification(
        Files.createTempDirectory("silverbook-verify-"), format, version, clock, cancelled);
  }

  /**
   * Verifies one partition.
   *
   * @param lakes where its inputs and outputs are
   * @param entry with a result
   * @param cuts at how many times inputs are cut
   * @param seed chooses the times
   */
  public Verdict verify(LakeStores lakes, LedgerEntry entry, int cuts, long seed) {
    Computations computations =
        (configuration, view) ->
            new PartitionProcessor(
                lakes,
                format,
                () ->
                    view.apply(
                        new SortedPartitionReader(
                            format,
                            configuration.features().clock(),
                            scratch.resolve("sort"),
                            configuration.input(),
                            configuration.features().book().depthLevels())),
                configuration,
                version,
                clock);
    return new PartitionVerifier(
            lakes,
            new DirectoryStore(scratch.resolve("silver")),
            computations,
            version,
            cuts,
            seed,
            stop)
        .verify(entry);
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(scratch);
  }
}
