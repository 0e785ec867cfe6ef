package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.RowSink;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One partition's files while they are written, each row into the file of its dataset. */
final class DatasetWriters implements RowSink, Closeable {

  /** In the metadata of files whose columns know what came later. */
  private static final String LOOKS_AHEAD = "silverbook.looks_ahead";

  private final Deque<Closeable> open = new ArrayDeque<>();
  private final List<CountingStream> streams = new ArrayList<>();
  private final FeatureWriter orderBook;
  private final Optional<PartWriter> bars;
  private final Optional<FeatureWriter> labels;

  /** Starts a file for each of {@code schemas}. */
  DatasetWriters(
      LakeFormat format,
      FeatureConfiguration configuration,
      Map<Dataset, FeatureSchema> schemas,
      OutputStreams out)
      throws IOException {
    boolean started = false;
    try {
      orderBook =
          kept(format.create(schemas.get(Dataset.ORDERBOOK), stream(out, Dataset.ORDERBOOK)));
      bars =
          schemas.containsKey(Dataset.BARS)
              ? Optional.of(
                  kept(
                      format.createParts(
                          schemas.get(Dataset.BARS),
                          configuration.output().bars().size(),
                          stream(out, Dataset.BARS))))
              : Optional.empty();
      labels =
          schemas.containsKey(Dataset.LABELS)
              ? Optional.of(
                  kept(format.create(schemas.get(Dataset.LABELS), stream(out, Dataset.LABELS))))
              : Optional.empty();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private CountingStream stream(OutputStreams out, Dataset dataset) {
    CountingStream counted = new CountingStream(out.open(dataset));
    open.push(counted);
    streams.add(counted);
    return counted;
  }

  private <T extends Closeable> T kept(T writer) {
    open.push(writer);
    return writer;
  }

  @Override
  public void row(Dataset dataset, int part, FeatureRow row) throws IOException {
    switch (dataset) {
      case ORDERBOOK -> orderBook.write(row);
      case BARS -> bars.orElseThrow().write(part, row);
      case LABELS -> labels.orElseThrow().write(row);
    }
  }

  /** Writes what is buffered and the footers. */
  void finish(Map<String, String> metadata) throws IOException {
    if (labels.isPresent()) {
      Map<String, String> ahead = new LinkedHashMap<>(metadata);
      ahead.put(LOOKS_AHEAD, "true");
      labels.get().finish(ahead);
    }
    if (bars.isPresent()) {
      bars.get().finish(metadata);
    }
    orderBook.finish(metadata);
  }

  /** Bytes written so far, all files together. */
  long bytes() {
    return streams.stream().mapToLong(CountingStream::count).sum();
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
