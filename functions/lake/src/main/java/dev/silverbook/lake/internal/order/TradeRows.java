package dev.silverbook.lake.internal.order;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.Clock;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.lake.internal.bytes.ByteSink;
import dev.silverbook.lake.internal.bytes.LittleEndian;
import dev.silverbook.lake.internal.read.LongDecoder;
import java.io.IOException;

/** Trades as sortable rows. For one stream at a time. */
public final class TradeRows implements RowKind<IdentifiedTrade, TradeReader> {

  private final IdentifiedTrade row = new IdentifiedTrade();

  @Override
  public TradeReader open(LakeFormat format, InputObject object, InputContext context)
      throws IOException {
    return format.openTrades(object, context);
  }

  @Override
  public IdentifiedTrade current(TradeReader reader) {
    row.set(reader.current(), reader.tradeId());
    return row;
  }

  @Override
  public long time(IdentifiedTrade one, Clock clock) {
    return one.trade().time(clock);
  }

  @Override
  public RowCodec<IdentifiedTrade> codec() {
    return new Codec();
  }

  private static final class Codec implements RowCodec<IdentifiedTrade> {

    private final RawTrade trade = new RawTrade();
    private final IdentifiedTrade row = new IdentifiedTrade();

    @Override
    public void encode(IdentifiedTrade identified, ByteSink out) {
      RawTrade source = identified.trade();
      out.putLong(source.captureMicros());
      out.putLong(source.exchangeMillis());
      out.putDouble(source.price());
      out.putDouble(source.amount());
      out.putLong(LongDecoder.code(source.side()));
      out.putLong(identified.id());
    }

    @Override
    public IdentifiedTrade decode(byte[] data, int position) {
      AggressorSide side = LongDecoder.side(LittleEndian.getLong(data, position + 32));
      trade.set(
          LittleEndian.getLong(data, position),
          LittleEndian.getLong(data, position + 8),
          Double.longBitsToDouble(LittleEndian.getLong(data, position + 16)),
          Double.longBitsToDouble(LittleEndian.getLong(data, position + 24)),
          side);
      row.set(trade, LittleEndian.getLong(data, position + 40));
      return row;
    }
  }
}
