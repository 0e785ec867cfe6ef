package dev.silverbook.lake.internal.file;

import java.util.Optional;
import org.apache.parquet.format.Encoding;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TField;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/**
 * Reads a page header or elements of a schema, and keeps aside the number of an encoding that the
 * generated structures have no name for: those would say that the header lacks it, which helps
 * nobody. A stand-in that is not read either takes the number's place. Lists longer than their
 * bytes are refused before they take memory.
 */
final class FormatProtocol extends TCompactProtocol {

  // Field numbers from the outermost structure inwards, a byte each, as in
  // https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
  private static final long V1_ENCODING = 0x0502;
  private static final long V1_DEFINITION_LEVELS = 0x0503;
  private static final long V1_REPETITION_LEVELS = 0x0504;
  private static final long DICTIONARY_ENCODING = 0x0702;
  private static final long V2_ENCODING = 0x0804;

  private String unknown;
  private long path;

  FormatProtocol(TTransport transport) {
    super(transport);
  }

  /** What is not known: {@code encoding 42}. */
  Optional<String> unknown() {
    return Optional.ofNullable(unknown);
  }

  @Override
  public TStruct readStructBegin() throws TException {
    path <<= Byte.SIZE;
    return super.readStructBegin();
  }

  @Override
  public void readStructEnd() throws TException {
    super.readStructEnd();
    path >>>= Byte.SIZE;
  }

  @Override
  public TField readFieldBegin() throws TException {
    TField field = super.readFieldBegin();
    path = (path & -(1L << Byte.SIZE)) | (field.id & 0xff);
    return field;
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

  @Override
  public int readI32() throws TException {
    int number = super.readI32();
    boolean encoding =
        path == V1_ENCODING
            || path == V1_DEFINITION_LEVELS
            || path == V1_REPETITION_LEVELS
            || path == DICTIONARY_ENCODING
            || path == V2_ENCODING;
    if (!encoding || Encoding.findByValue(number) != null) {
      return number;
    }
    unknown = unknown == null ? "encoding " + number : unknown;
    return Encoding.BIT_PACKED.getValue();
  }
}
