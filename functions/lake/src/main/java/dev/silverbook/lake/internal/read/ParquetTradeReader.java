package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.lake.UnreadableObjectException;
import java.io.IOException;

/** Reads trades from one Parquet file. */
public final class ParquetTradeReader extends ParquetRows implements TradeReader {

  private final RawTrade current = new RawTrade();
  private final LongColumn captureTime;
  private final LongColumn exchangeTime;
  private final DoubleColumn price;
  private final DoubleColumn amount;
  private final LongColumn side;

  /**
   * Finds the columns; opens no stream yet.
   *
   * @throws UnreadableObjectException when one is missing or has another type
   */
  public ParquetTradeReader(ParquetFile file) throws UnreadableObjectException {
    super(file);
    ColumnTypes columns = new ColumnTypes(file, decompressor);
    captureTime = columns.captureTime().map(this::own).orElse(null);
    exchangeTime = columns.exchangeTime().map(this::own).orElse(null);
    price = own(columns.tradePrice());
    amount = own(columns.tradeAmount());
    side = columns.side().map(this::own).orElse(null);
  }

  @Override
  void openGroup(int rowGroup) throws IOException {
    if (captureTime != null) {
      captureTime.open(rowGroup);
    }
    if (exchangeTime != null) {
      exchangeTime.open(rowGroup);
    }
    price.open(rowGroup);
    amount.open(rowGroup);
    if (side != null) {
      side.open(rowGroup);
    }
  }

  @Override
  void readRow() throws IOException {
    long capture = captureTime == null ? RawSnapshot.NULL : captureTime.next();
    long exchange = exchangeTime == null ? RawSnapshot.NULL : exchangeTime.next();
    long sideCode = side == null ? RawSnapshot.NULL : side.next();
    current.set(capture, exchange, price.next(), amount.next(), LongDecoder.side(sideCode));
  }

  @Override
  public RawTrade current() {
    return current;
  }
}
