package dev.silverbook.lake.internal.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TField;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TTransport;

/**
 * Reads a footer or a page header, and keeps aside the numbers of codecs and encodings that the
 * generated structures have no name for: those would refuse the whole footer for the sake of a
 * column that nobody asks for, without saying what they met. A stand-in that is not read either
 * takes the number's place. Lists longer than their bytes are refused before they take memory.
 */
final class FormatProtocol extends TCompactProtocol {

  // Field numbers from the outermost structure inwards, a byte each, as in
  // https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
  private static final long COLUMN_CHUNK = 0x0401;
  private static final long CHUNK_CODEC = 0x04010304;
  private static final long CHUNK_ENCODINGS = 0x04010302;
  private static final long CHUNK_PAGE_ENCODING = 0x0401030d02L;
  private static final long V1_ENCODING = 0x0502;
  private static final long V1_DEFINITION_LEVELS = 0x0503;
  private static final long V1_REPETITION_LEVELS = 0x0504;
  private static final long DICTIONARY_ENCODING = 0x0702;
  private static final long V2_ENCODING = 0x0804;

  private final Map<Integer, String> unknown = new HashMap<>();
  private long path;
  private int chunk = -1;

  FormatProtocol(TTransport transport) {
    super(transport);
  }

  /**
   * What is not known of a column chunk: {@code codec 9}.
   *
   * @param index among all column chunks of the footer; -1 for a page header
   */
  Optional<String> unknown(int index) {
    return Optional.ofNullable(unknown.get(index));
  }

  @Override
  public TStruct readStructBegin() throws TException {
    if (path == COLUMN_CHUNK) {
      chunk++;
    }
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
    if (path == CHUNK_CODEC) {
      return CompressionCodec.findByValue(number) == null
          ? keep("codec " + number, CompressionCodec.LZO.getValue())
          : number;
    }
    boolean encoding =
        path == CHUNK_ENCODINGS
            || path == CHUNK_PAGE_ENCODING
            || path == V1_ENCODING
            || path == V1_DEFINITION_LEVELS
            || path == V1_REPETITION_LEVELS
            || path == DICTIONARY_ENCODING
            || path == V2_ENCODING;
    return encoding && Encoding.findByValue(number) == null
        ? keep("encoding " + number, Encoding.BIT_PACKED.getValue())
        : number;
  }

  private int keep(String what, int standIn) {
    unknown.putIfAbsent(chunk, what);
    return standIn;
  }
}
