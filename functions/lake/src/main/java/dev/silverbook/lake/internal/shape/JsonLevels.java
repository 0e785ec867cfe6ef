package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.read.LeafCursor;
import dev.silverbook.lake.internal.read.LevelsColumn;
import dev.silverbook.lake.internal.read.Scales;
import dev.silverbook.lake.internal.read.TextDecoder;
import java.io.IOException;

/** One side of the book as JSON text in a column. */
final class JsonLevels implements LevelsColumn {

  private final ParquetFile file;
  private final SchemaNode leaf;
  private final LeafCursor<BytesSource> cursor;
  private final Scales scales;
  private final JsonBook json = new JsonBook(MAX_LEVELS);
  private int position;
  private int count;
  private long row;
  private long said;

  JsonLevels(ParquetFile file, SchemaNode leaf, Decompressor decompressor, Scales scales) {
    this.scales = scales;
    this.file = file;
    this.leaf = leaf;
    this.cursor = new LeafCursor<>(file, leaf, decompressor, new TextDecoder());
  }

  @Override
  public void open(int rowGroup) throws IOException {
    cursor.open(rowGroup);
    position = 0;
    count = 0;
    row = -1;
    for (int i = 0; i < rowGroup; i++) {
      row += file.rows(i);
    }
  }

  @Override
  public void next(RawLevels target) throws IOException {
    if (position == count) {
      if (!cursor.load()) {
        throw cursor.corrupt(new MalformedDataException("the column has fewer values than rows"));
      }
      position = 0;
      count = cursor.count();
    }
    row++;
    boolean defined =
        cursor.allDefined() || cursor.definition()[position] == leaf.definitionLevel();
    position++;
    if (!defined) {
      target.setAbsent();
      return;
    }
    BytesSource text = cursor.values();
    try {
      text.next();
    } catch (RuntimeException e) {
      throw cursor.corrupt(e);
    }
    boolean present;
    try {
      present = json.parse(text.array, text.offset, text.length);
    } catch (MalformedDataException e) {
      throw damaged(e);
    }
    if (present) {
      target.set(json.prices(), 0, json.sizes(), 0, json.length());
    } else {
      target.setAbsent();
    }
  }

  private UnreadableObjectException damaged(MalformedDataException cause) {
    String key = file.object().key();
    return new UnreadableObjectException(
        Reason.CORRUPT_FILE,
        key,
        row,
        key
            + ": column '"
            + leaf.path()
            + "', row "
            + row
            + ": "
            + cause.getMessage()
            + "; write the file again, or remove it",
        cause);
  }

  @Override
  public void finish() {
    scales.unreadable(leaf.path(), json.unreadable() - said);
    said = json.unreadable();
    // A column outside lists has as many values as its chunk says, and the chunk as many as rows.
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
