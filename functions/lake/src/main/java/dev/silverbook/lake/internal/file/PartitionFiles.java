package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.InputObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens the objects of one partition, each of them several times, and remembers what their footers
 * say: a day may come in thousands of files that are as good as alike. What files have in common is
 * kept once. For one thread, and for objects that do not change.
 */
public final class PartitionFiles {

  /**
   * Beyond this footers are read again. Objects are read in the same order each time, so the first
   * ones stay.
   */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private record Known(long size, Footer footer) {}

  private final Map<String, Known> known = new HashMap<>();
  private final long mostBytes;
  private Footer last;
  private long bytes;

  /** Nothing opened yet. */
  public PartitionFiles() {
    this(MOST_BYTES);
  }

  PartitionFiles(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Opens an object; throws as {@link ParquetFile#open}.
   *
   * @param object not another one under the key of one that was opened before
   */
  public ParquetFile open(InputObject object) throws IOException {
    Known before = known.get(object.key());
    if (before != null && before.size() == object.size()) {
      return ParquetFile.known(object, before.footer());
    }
    ParquetFile file = ParquetFile.open(object, last);
    last = file.footer();
    if (bytes + last.weight() <= mostBytes) {
      bytes += last.weight();
      known.put(object.key(), new Known(object.size(), last));
    }
    return file;
  }
}
