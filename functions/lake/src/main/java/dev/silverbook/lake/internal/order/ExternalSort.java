package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.scratch.ScratchSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows that come in any order through a buffer of fixed size: full buffers become sorted runs
 * in scratch files, which are merged. What fits the buffer never touches the disk. Scratch files
 * are gone after {@link #close()}, or after the constructor has thrown.
 */
final class ExternalSort<R> implements RowSource<R> {

  private final RowKind<R, ?> kind;
  private final SortLimits limits;
  private final Scratch scratch;
  private final List<Path> runs = new ArrayList<>();
  private final RowSource<R> sorted;

  /**
   * Reads all {@code inputs}, one after another, by ascending rank.
   *
   * @param space for scratch files
   */
  ExternalSort(
      RowKind<R, ?> kind, List<RowMerge.Opener<R>> inputs, ScratchSpace space, SortLimits limits)
      throws IOException {
    this(kind, inputs, new Scratch(space), limits);
  }

  /** The same, with scratch files that are closed with it. */
  ExternalSort(
      RowKind<R, ?> kind, List<RowMerge.Opener<R>> inputs, Scratch scratch, SortLimits limits)
      throws IOException {
    this.kind = kind;
    this.limits = limits;
    this.scratch = scratch;
    boolean done = false;
    try {
      this.sorted = sort(inputs);
      done = true;
    } finally {
      if (!done) {
        scratch.close();
      }
    }
  }

  private RowSource<R> sort(List<RowMerge.Opener<R>> inputs) throws IOException {
    SortBuffer<R> buffer = new SortBuffer<>(kind.codec());
    for (RowMerge.Opener<R> input : inputs) {
      try (RowSource<R> rows = input.open()) {
        while (rows.next()) {
          buffer.add(rows);
          if (buffer.bytes() >= limits.bufferBytes()) {
            spill(buffer);
          }
        }
      }
    }
    if (runs.isEmpty()) {
      return new MemoryRows<>(kind.codec(), buffer);
    }
    if (buffer.count() > 0) {
      spill(buffer);
    }
    while (runs.size() > limits.fanIn()) {
      mergeRuns();
    }
    return merge(List.copyOf(runs));
  }

  private void spill(SortBuffer<R> buffer) throws IOException {
    int[] order = buffer.sorted();
    byte[] data = buffer.data();
    try (OutputStream out = newRun(buffer.bytes())) {
      for (int start : order) {
        out.write(data, start, Integer.BYTES + LittleEndian.getInt(data, start));
      }
    }
    buffer.clear();
  }

  private OutputStream newRun(long bytes) throws IOException {
    Path run = scratch.next(bytes);
    runs.add(run);
    return scratch.write(run);
  }

  /**
   * Merges the oldest runs into one, so that the last merge does not need too many files: no more
   * than that takes, because until then they lie there twice.
   */
  private void mergeRuns() throws IOException {
    int count = Math.min(limits.fanIn(), runs.size() - limits.fanIn() + 1);
    List<Path> oldest = List.copyOf(runs.subList(0, count));
    SortBuffer<R> record = new SortBuffer<>(kind.codec());
    long bytes = 0;
    for (Path run : oldest) {
      bytes += Files.size(run);
    }
    try (RowSource<R> merged = merge(oldest);
        OutputStream out = newRun(bytes)) {
      while (merged.next()) {
        record.clear();
        record.add(merged);
        out.write(record.data(), 0, record.bytes());
      }
    }
    runs.removeAll(oldest);
  }

  private RowMerge<R> merge(List<Path> files) {
    List<RowMerge.Pending<R>> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(
          new RowMerge.Pending<>(Long.MIN_VALUE, () -> new RunRows<>(kind.codec(), scratch, file)));
    }
    return new RowMerge<>(sources);
  }

  private static final class MemoryRows<R> extends EncodedRows<R> {

    private final SortBuffer<R> buffer;
    private final int[] order;
    private int next;

    MemoryRows(RowKind.RowCodec<R> codec, SortBuffer<R> buffer) {
      super(codec);
      this.buffer = buffer;
      this.order = buffer.sorted();
    }

    @Override
    public boolean next() {
      if (next == order.length) {
        return false;
      }
      at(buffer.data(), order[next++]);
      return true;
    }

    @Override
    public void close() {}
  }

  @Override
  public boolean next() throws IOException {
    return sorted.next();
  }

  @Override
  public R row() {
    return sorted.row();
  }

  @Override
  public long time() {
    return sorted.time();
  }

  @Override
  public int rank() {
    return sorted.rank();
  }

  @Override
  public long position() {
    return sorted.position();
  }

  @Override
  public void close() throws IOException {
    try {
      sorted.close();
    } finally {
      scratch.close();
    }
  }
}
