package dev.silverbook.pipeline.work;

import dev.silverbook.features.Dataset;
import java.io.OutputStream;

/** Where the bytes of a partition's outputs go. */
@FunctionalInterface
public interface OutputStreams {

  /**
   * Opens the stream of one dataset, at most once for each.
   *
   * @return takes the object's bytes; closed by whoever writes them
   */
  OutputStream open(Dataset dataset);
}
