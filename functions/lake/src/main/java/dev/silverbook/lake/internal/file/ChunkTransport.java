package dev.silverbook.lake.internal.file;

import java.io.IOException;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.transport.TEndpointTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/** Lets a protocol read in the buffer of a {@link ChunkInput} instead of byte by byte. */
final class ChunkTransport extends TEndpointTransport {

  private final ChunkInput in;

  /**
   * Reads {@code in} from where it is.
   *
   * @param most bytes that what is read may have
   */
  ChunkTransport(ChunkInput in, int most) throws TTransportException {
    super(new TConfiguration(most, most, ParquetFile.MAX_THRIFT_DEPTH));
    this.in = in;
  }

  @Override
  public byte[] getBuffer() {
    return in.buffer();
  }

  @Override
  public int getBufferPosition() {
    return in.position();
  }

  @Override
  public int getBytesRemainingInBuffer() {
    return in.buffered();
  }

  @Override
  public void consumeBuffer(int count) {
    in.consume(count);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TTransportException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (IOException e) {
      throw new TTransportException(TTransportException.UNKNOWN, e);
    }
    if (count < 0) {
      throw new TTransportException(TTransportException.END_OF_FILE, "the bytes end too early");
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void open() {
    // The input is open as long as its reader needs it.
  }

  @Override
  public void close() {
    // The input is its reader's to close.
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("this only reads");
  }
}
