package dev.silverbook.lake.internal.write;

import dev.silverbook.features.NumberEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** Encodes row groups one after another and remembers where they are. */
final class RowGroupWriter {

  private final ChunkWriter out;
  private final PageEncoder encoder;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private long rows;

  RowGroupWriter(ChunkWriter out, NumberEncoding numbers) {
    this.out = out;
    this.encoder = new PageEncoder(out, numbers == NumberEncoding.AUTO);
  }

  /** Encodes, compresses and writes {@code buffer} and empties it. */
  void write(RowGroupBuffer buffer) throws IOException {
    long start = out.position();
    int count = buffer.rows();
    List<ColumnChunk> chunks = buffer.flush(encoder);
    long uncompressed = 0;
    for (ColumnChunk chunk : chunks) {
      uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
    }
    RowGroup group = new RowGroup(chunks, uncompressed, count);
    group.setFile_offset(start);
    group.setTotal_compressed_size(out.position() - start);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      group.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(group);
    rows += count;
  }

  /** All row groups so far. */
  List<RowGroup> rowGroups() {
    return rowGroups;
  }

  /** Rows of all row groups so far. */
  long rows() {
    return rows;
  }
}
