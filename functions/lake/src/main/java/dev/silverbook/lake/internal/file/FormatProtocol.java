package dev.silverbook.lake.internal.file;

import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/**
 * Reads elements of a schema. Lists longer than their bytes are refused before they take memory.
 */
final class FormatProtocol extends TCompactProtocol {

  FormatProtocol(TTransport transport) {
    super(transport);
  }

  @Override
  public TList readListBegin() throws TException {
    TList list = super.readListBegin();
    checkSize(list.size);
    return list;
  }

  @Override
  public TMap readMapBegin() throws TException {
    TMap map = super.readMapBegin();
    checkSize(map.size);
    return map;
  }

  /** The structures reserve memory for what a list says it has; each element takes a byte. */
  private void checkSize(int size) throws TException {
    int most = getTransport().getConfiguration().getMaxMessageSize();
    if (size > most) {
      throw new TException("a list of " + size + " elements in " + most + " bytes");
    }
  }
}
