package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.InputObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens the objects of one partition, each of them twice as a rule, and remembers their footers and
 * small ones' bytes: a day may come in thousands of files that are as good as alike. What schemas
 * have in common is kept once. For one thread, and for objects that do not change.
 *
 * <p>Objects are opened in the same order each time, so it is the first ones that stay when there
 * are too many.
 */
public final class PartitionFiles {

  /** Of footers; of bytes as much again. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private record Known(long size, Footer footer) {}

  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final PageBuffers buffers = new PageBuffers();
  private final long mostBytes;
  private Footer last;
  private long footerBytes;
  private long contentBytes;

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
    return open(object, true);
  }

  /** As {@link #open(InputObject)}, for an object that need not be opened again. */
  public ParquetFile openOnce(InputObject object) throws IOException {
    return open(object, false);
  }

  private ParquetFile open(InputObject object, boolean again) throws IOException {
    Known before = known.get(object.key());
    if (before != null && before.size() == object.size()) {
      // A third time is rare, so they are given away.
      byte[] content = contents.remove(object.key());
      contentBytes -= content == null ? 0 : content.length;
      return ParquetFile.known(object, content, before.footer(), buffers);
    }
    ParquetFile file = ParquetFile.open(object, last, buffers);
    last = file.footer();
    if (again && footerBytes + last.weight() <= mostBytes) {
      footerBytes += last.weight();
      known.put(object.key(), new Known(object.size(), last));
      file.content().ifPresent(content -> keep(object.key(), content));
    }
    return file;
  }

  private void keep(String key, byte[] content) {
    if (contentBytes + content.length <= mostBytes) {
      contentBytes += content.length;
      contents.put(key, content);
    }
  }
}
