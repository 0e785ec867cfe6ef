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

/** Trades as sortable rows. */
public final class TradeRows implements RowKind<RawTrade, TradeReader> {

  @Override
  public TradeReader open(LakeFormat format, InputObject object, InputContext context)
      throws IOException {
    return format.openTrades(object, context);
  }

  @Override
  public RawTrade current(TradeReader reader) {
    return reader.current();
  }

  @Override
  public long time(RawTrade row, Clock clock) {
    return row.time(clock);
  }

  @Override
  public RowCodec<RawTrade> codec() {
    return new Codec();
  }

  private static final class Codec implements RowCodec<RawTrade> {

    private final RawTrade row = new RawTrade();

    @Override
    public void encode(RawTrade source, ByteSink out) {
      out.putLong(source.captureMicros());
      out.putLong(source.exchangeMillis());
      out.putDouble(source.price());
      out.putDouble(source.amount());
      out.putLong(LongDecoder.code(source.side()));
    }

    @Override
    public RawTrade decode(byte[] data, int position) {
      AggressorSide side = LongDecoder.side(LittleEndian.getLong(data, position + 32));
      row.set(
          LittleEndian.getLong(data, position),
          LittleEndian.getLong(data, position + 8),
          Double.longBitsToDouble(LittleEndian.getLong(data, position + 16)),
          Double.longBitsToDouble(LittleEndian.getLong(data, position + 24)),
          side);
      return row;
    }
  }
}
