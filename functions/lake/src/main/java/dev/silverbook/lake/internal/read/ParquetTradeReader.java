package dev.silverbook.lake.internal.read;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.internal.file.ParquetFile;
import java.io.IOException;
import java.util.Optional;

/** Reads trades from one Parquet file. */
public class ParquetTradeReader extends ParquetRows implements TradeReader {

  private final RawTrade current = new RawTrade();
  final ColumnTypes types;
  final LongColumn captureTime;
  final LongColumn exchangeTime;
  private final DoubleColumn price;
  private final DoubleColumn amount;
  private final LongColumn side;
  private final SideDecoder sides;
  private final LongColumn id;
  private final Scales scales;
  private final InputContext context;
  private boolean signed;
  private long tradeId = RawSnapshot.NULL;

  /**
   * Finds the columns; opens no stream yet.
   *
   * @throws UnreadableObjectException when one is missing or has another type
   */
  public ParquetTradeReader(ParquetFile file, InputContext context)
      throws UnreadableObjectException {
    this(file, context, Optional.empty());
  }

  /**
   * As above.
   *
   * @param clock the time that has to be one if there is such a column
   */
  ParquetTradeReader(ParquetFile file, InputContext context, Optional<Clock> clock)
      throws UnreadableObjectException {
    super(file);
    this.context = context;
    types = new ColumnTypes(file, decompressor, context);
    ColumnTypes columns = types;
    captureTime =
        columns.captureTime(clock.equals(Optional.of(Clock.CAPTURE))).map(this::own).orElse(null);
    exchangeTime =
        columns.exchangeTime(clock.equals(Optional.of(Clock.EXCHANGE))).map(this::own).orElse(null);
    price = own(columns.tradePrice());
    amount = own(columns.tradeAmount());
    ColumnTypes.SideColumn found = columns.side().orElse(null);
    side = found == null ? null : own(found.codes());
    sides = found == null ? null : found.decoder();
    id = columns.tradeId().map(this::own).orElse(null);
    scales = columns.scales();
  }

  @Override
  final void openGroup(int rowGroup) throws IOException {
    signed = side == null && context.notes().signedAmounts();
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
    if (id != null) {
      id.open(rowGroup);
    }
  }

  @Override
  final void readRow() throws IOException {
    long capture = captureTime == null ? RawSnapshot.NULL : captureTime.next();
    long exchange = exchangeTime == null ? RawSnapshot.NULL : exchangeTime.next();
    double traded = amount.next();
    AggressorSide aggressor = side == null ? AggressorSide.UNKNOWN : sides.side(side.next());
    if (signed) {
      aggressor =
          traded < 0 ? AggressorSide.SELL : traded > 0 ? AggressorSide.BUY : AggressorSide.UNKNOWN;
      traded = Math.abs(traded);
    }
    current.set(capture, exchange, price.next(), traded, aggressor);
    long number = id == null ? RawSnapshot.NULL : id.next();
    tradeId = number == 0 ? RawSnapshot.NULL : number;
  }

  @Override
  final void finishFile() throws IOException {
    scales.check();
  }

  @Override
  public final long tradeId() {
    return tradeId;
  }

  @Override
  public final RawTrade current() {
    return current;
  }
}
