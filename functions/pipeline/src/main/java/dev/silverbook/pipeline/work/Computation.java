package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.io.IOException;
import java.util.Set;

/** Turns one partition's inputs into the bytes of its outputs. */
public interface Computation {

  /** What is computed. */
  SilverConfiguration configuration();

  /** Which outputs that has. */
  Set<Dataset> datasets();

  /**
   * Computes one partition.
   *
   * @param inputs with at least one order-book object
   * @param fingerprint of inputs and configuration, for the files' metadata
   * @param out receives the file of each of {@link #datasets()}
   * @param stop checked every few thousand rows and at every read
   * @throws PartitionFailedException when stopped, or when there is no row
   * @throws dev.silverbook.pipeline.store.StoreException when a store fails
   * @throws IOException when an object cannot be used, or reading or writing fails
   */
  PartitionStats process(
      PartitionInputs inputs,
      String fingerprint,
      OutputStreams out,
      StopSignal stop,
      ProgressObserver progress)
      throws IOException;
}
