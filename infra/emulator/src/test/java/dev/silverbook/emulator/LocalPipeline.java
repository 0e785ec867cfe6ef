package dev.silverbook.emulator;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.work.PartitionProcessor;
import dev.silverbook.pipeline.work.ProgressObserver;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one machine makes of the same inputs with the same configuration. */
final class LocalPipeline {

  private final LakeStores lakes;
  private final InputListing listing;
  private final Fingerprint fingerprints;
  private final PartitionProcessor processor;
  private final Map<String, Map<Dataset, byte[]>> outputs = new HashMap<>();

  LocalPipeline(
      Path orderBooks,
      Path trades,
      FeatureConfiguration configuration,
      String version,
      Path scratch) {
    this.lakes =
        new LakeStores(
            new ContentTaggedStore(orderBooks),
            Optional.of(new ContentTaggedStore(trades)),
            new ContentTaggedStore(scratch));
    this.listing = new InputListing(lakes.orderBook(), lakes.trades());
    this.fingerprints = new Fingerprint(SilverConfiguration.of(configuration), true);
    ParquetFormat format = new ParquetFormat();
    this.processor =
        new PartitionProcessor(
            lakes,
            format,
            () ->
                new SortedPartitionReader(
                    format,
                    configuration.clock(),
                    scratch,
                    InputConfiguration.defaults(),
                    configuration.book().depthLevels()),
            SilverConfiguration.of(configuration),
            version,
            Clock.systemUTC());
  }

  /** All partitions that have a directory. */
  List<PartitionId> partitions() {
    return new PartitionDiscovery(
            lakes.orderBook(), PartitionFilter.ALL, Optional.empty(), path -> {})
        .partitions()
        .toList();
  }

  /** The inputs of a partition, now. */
  PartitionInputs inputs(PartitionId partition) {
    return listing.list(partition);
  }

  /** The fingerprint of a partition's inputs, now. */
  String fingerprint(PartitionId partition) {
    return fingerprints.of(inputs(partition));
  }

  /** The bytes of each of a partition's outputs, now. */
  Map<Dataset, byte[]> outputs(PartitionId partition) {
    return outputs.computeIfAbsent(fingerprint(partition), key -> compute(partition, key));
  }

  private Map<Dataset, byte[]> compute(PartitionId partition, String fingerprint) {
    Map<Dataset, ByteArrayOutputStream> streams = new EnumMap<>(Dataset.class);
    try {
      processor.process(
          inputs(partition),
          fingerprint,
          dataset -> streams.computeIfAbsent(dataset, key -> new ByteArrayOutputStream()),
          new StopSignal(Clock.systemUTC(), Instant.MAX, () -> false),
          ProgressObserver.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Dataset, byte[]> bytes = new EnumMap<>(Dataset.class);
    streams.forEach((dataset, stream) -> bytes.put(dataset, stream.toByteArray()));
    return bytes;
  }
}
