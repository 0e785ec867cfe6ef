package dev.silverbook.lake.internal.order;

import dev.silverbook.lake.internal.bytes.ByteSink;
import java.util.Arrays;

/**
 * Encoded rows in memory, to be taken out by time, ties in the order they came in. A record is its
 * length without these four bytes, time, rank, position and the row.
 */
final class SortBuffer<R> {

  /** Where the row starts within a record. */
  static final int HEADER = 4 + 8 + 4 + 8;

  static final int TIME = 4;
  static final int RANK = 12;
  static final int POSITION = 16;

  private final RowKind.RowCodec<R> codec;
  private final ByteSink records = new ByteSink();
  private int[] starts = new int[1024];
  private long[] times = new long[1024];
  private int count;

  SortBuffer(RowKind.RowCodec<R> codec) {
    this.codec = codec;
  }

  void add(RowSource<R> source) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      times = Arrays.copyOf(times, 2 * count);
    }
    int start = records.size();
    starts[count] = start;
    times[count] = source.time();
    count++;
    records.putInt(0);
    records.putLong(source.time());
    records.putInt(source.rank());
    records.putLong(source.position());
    codec.encode(source.row(), records);
    records.setInt(start, records.size() - start - Integer.BYTES);
  }

  int count() {
    return count;
  }

  int bytes() {
    return records.size();
  }

  byte[] data() {
    return records.data();
  }

  /** Where each record starts, in order. */
  int[] sorted() {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    int[] from = order;
    int[] to = new int[count];
    for (int width = 1; width < count; width = Math.multiplyExact(width, 2)) {
      for (int low = 0; low < count; low += 2 * width) {
        int middle = Math.min(low + width, count);
        merge(from, to, low, middle, Math.min(middle + width, count));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    for (int i = 0; i < count; i++) {
      from[i] = starts[from[i]];
    }
    return from;
  }

  private void merge(int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft =
          left < middle && (right >= high || times[from[left]] <= times[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  void clear() {
    records.clear();
    count = 0;
  }
}
