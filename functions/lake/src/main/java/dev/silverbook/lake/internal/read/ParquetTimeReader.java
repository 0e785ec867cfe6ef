package dev.silverbook.lake.internal.read;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.TimeReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads nothing but one clock of a Parquet file. */
public final class ParquetTimeReader extends ParquetRows implements TimeReader {

  private final Clock clock;
  private final LongColumn time;
  private final InputColumns columns;
  private final BookRows bookRows;
  private final ColumnTypes types;
  private long current;

  /**
   * Finds the column; opens no stream yet.
   *
   * @throws UnreadableObjectException when it has another type
   */
  public ParquetTimeReader(ParquetFile file, Clock clock, InputContext context, BookSource books)
      throws UnreadableObjectException {
    super(file);
    this.clock = clock;
    this.types = new ColumnTypes(file, decompressor, context);
    this.time =
        switch (clock) {
          case CAPTURE -> types.captureTime(true).map(this::own).orElse(null);
          case EXCHANGE -> types.exchangeTime(true).map(this::own).orElse(null);
        };
    this.bookRows = books.rows(file, context);
    this.columns =
        new InputColumns(types.has(ColumnRole.EXCHANGE_TIME), types.has(ColumnRole.SEQUENCE));
  }

  @Override
  void openGroup(int rowGroup) throws IOException {
    if (time != null) {
      time.open(rowGroup);
    }
  }

  @Override
  void readRow() throws IOException {
    if (time == null) {
      current = RawSnapshot.NULL;
      return;
    }
    long value = time.next();
    current = clock.micros(value, value);
  }

  @Override
  public boolean hasClock() {
    return time != null;
  }

  @Override
  public boolean has(Clock other) {
    return types.hasTime(other);
  }

  @Override
  public InputColumns columns() {
    return columns;
  }

  @Override
  public BookRows bookRows() {
    return bookRows;
  }

  @Override
  public Map<String, Set<String>> markets() throws IOException {
    return types.markets();
  }

  @Override
  public boolean signedAmounts() throws IOException {
    return types.signedAmounts();
  }

  @Override
  public long time() {
    return current;
  }
}
