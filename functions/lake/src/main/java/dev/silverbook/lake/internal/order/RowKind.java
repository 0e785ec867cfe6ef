package dev.silverbook.lake.internal.order;

import dev.silverbook.features.Clock;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.TimedReader;
import dev.silverbook.lake.internal.bytes.ByteSink;
import java.io.IOException;

/**
 * What sorting must know about snapshots and trades.
 *
 * @param <R> the row
 * @param <T> its reader
 */
interface RowKind<R, T extends TimedReader> {

  /** Opens an object. */
  T open(LakeFormat format, InputObject object, InputContext context) throws IOException;

  /** The reader's current row. */
  R current(T reader);

  /** A row's time: microseconds, or {@link dev.silverbook.features.RawSnapshot#NULL}. */
  long time(R row, Clock clock);

  /** A new encoder and decoder for rows on their way through scratch files. */
  RowCodec<R> codec();

  /**
   * Rows as bytes.
   *
   * @param <R> the row
   */
  interface RowCodec<R> {

    /** Appends {@code row}. */
    void encode(R row, ByteSink out);

    /** The row at {@code position}, decoded into one that is reused. */
    R decode(byte[] data, int position);
  }
}
