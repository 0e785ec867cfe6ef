package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.internal.bytes.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Order-book snapshots as sortable rows. */
public final class SnapshotRows implements RowKind<RawSnapshot, SnapshotReader> {

  @Override
  public SnapshotReader open(LakeFormat format, InputObject object, InputContext context)
      throws IOException {
    return format.openSnapshots(object, context);
  }

  @Override
  public RawSnapshot current(SnapshotReader reader) {
    return reader.current();
  }

  @Override
  public long time(RawSnapshot row, Clock clock) {
    return row.time(clock);
  }

  @Override
  public RowCodec<RawSnapshot> codec() {
    return new Codec();
  }

  private static final class Codec implements RowCodec<RawSnapshot> {

    private static final int ABSENT = -1;

    private final RawSnapshot row = new RawSnapshot();
    private double[] bids = new double[64];
    private double[] asks = new double[64];

    @Override
    public void encode(RawSnapshot source, ByteSink out) {
      out.putLong(source.captureMicros());
      out.putLong(source.exchangeMillis());
      out.putLong(source.nonce());
      encode(source.bids(), out);
      encode(source.asks(), out);
    }

    private static void encode(RawLevels side, ByteSink out) {
      out.putInt(side.absent() ? ABSENT : side.length());
      out.putDoubles(side.prices(), side.priceOffset(), side.length());
      out.putDoubles(side.sizes(), side.sizeOffset(), side.length());
    }

    @Override
    public RawSnapshot decode(byte[] data, int position) {
      ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).position(position);
      row.set(in.getLong(), in.getLong(), in.getLong());
      bids = decode(in, bids, row.bids());
      asks = decode(in, asks, row.asks());
      return row;
    }

    private static double[] decode(ByteBuffer in, double[] values, RawLevels target) {
      int length = in.getInt();
      if (length == ABSENT) {
        target.setAbsent();
        return values;
      }
      int count = 2 * length;
      double[] room = values.length < count ? new double[2 * count] : values;
      in.asDoubleBuffer().get(room, 0, count);
      in.position(in.position() + count * Double.BYTES);
      target.set(room, 0, room, length, length);
      return room;
    }
  }
}
