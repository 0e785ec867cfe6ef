package dev.silverbook.lake.internal.read;

import dev.silverbook.features.Clock;
import dev.silverbook.features.InputColumns;
import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads trades and their clock from one Parquet file. */
public final class ParquetTimedTradeReader extends ParquetTradeReader
    implements LakeFormat.TimedTrades {

  private final Clock clock;
  private final InputColumns columns;

  /**
   * Finds the columns; opens no stream yet.
   *
   * @throws UnreadableObjectException when one is missing or has another type
   */
  public ParquetTimedTradeReader(ParquetFile file, Clock clock, InputContext context)
      throws UnreadableObjectException {
    super(file, context, Optional.of(clock));
    this.clock = clock;
    this.columns =
        new InputColumns(types.has(ColumnRole.EXCHANGE_TIME), types.has(ColumnRole.SEQUENCE));
  }

  @Override
  public boolean hasClock() {
    return switch (clock) {
      case CAPTURE -> captureTime != null;
      case EXCHANGE -> exchangeTime != null;
    };
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
    return BookRows.BOOKS;
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
    return current().time(clock);
  }
}
