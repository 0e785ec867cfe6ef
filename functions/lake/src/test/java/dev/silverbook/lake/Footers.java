package dev.silverbook.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TField;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** Puts other footers and page headers around the data of a Parquet file. */
final class Footers {

  private static final int TRAILER = 8;

  private Footers() {}

  static FileMetaData of(byte[] file) throws IOException {
    int start = start(file);
    return Util.readFileMetaData(
        new ByteArrayInputStream(file, start, file.length - TRAILER - start));
  }

  private static int start(byte[] file) {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TRAILER);
    return file.length - TRAILER - length;
  }

  /** The same data under another footer. */
  static byte[] changed(byte[] file, Consumer<FileMetaData> change) throws IOException {
    return changed(file, change, "", 0, 0);
  }

  /**
   * The same data under another footer, in which a number that has a name is replaced by one that
   * has none.
   *
   * @param field name of the Thrift field that holds the number
   */
  static byte[] changed(
      byte[] file, Consumer<FileMetaData> change, String field, int named, int number)
      throws IOException {
    FileMetaData footer = of(file);
    change.accept(footer);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try {
      footer.write(new RenumberingProtocol(changed, field, named, number));
    } catch (TException e) {
      throw new IOException(e);
    }
    int size = changed.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, start(file));
    changed.writeTo(out);
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
    out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** The names of all codecs and encodings in a file. */
  static Set<String> features(byte[] file) throws IOException {
    Set<String> features = new TreeSet<>();
    for (RowGroup group : of(file).getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        features.add(column.getMeta_data().getCodec().name());
        column.getMeta_data().getEncodings().forEach(encoding -> features.add(encoding.name()));
      }
    }
    return features;
  }

  /** The metadata of a column's chunk in the first row group. */
  static ColumnMetaData chunk(FileMetaData footer, String path) {
    return footer.getRow_groups().get(0).getColumns().stream()
        .map(column -> column.getMeta_data())
        .filter(data -> String.join(".", data.getPath_in_schema()).equals(path))
        .findFirst()
        .orElseThrow();
  }

  /** Another header for a column's first data page, of the same size in bytes. */
  static byte[] withPageHeader(byte[] file, String path, Consumer<PageHeader> change)
      throws IOException {
    return withPageHeader(file, path, change, "", 0, 0);
  }

  /** The same, with a number that has no name. */
  static byte[] withPageHeader(
      byte[] file, String path, Consumer<PageHeader> change, String field, int named, int number)
      throws IOException {
    int at = (int) chunk(of(file), path).getData_page_offset();
    ByteArrayInputStream in = new ByteArrayInputStream(file, at, file.length - at);
    PageHeader header = Util.readPageHeader(in);
    int size = file.length - at - in.available();
    change.accept(header);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try {
      header.write(new RenumberingProtocol(changed, field, named, number));
    } catch (TException e) {
      throw new IOException(e);
    }
    if (changed.size() != size) {
      throw new IllegalArgumentException("the header has another size");
    }
    byte[] result = file.clone();
    System.arraycopy(changed.toByteArray(), 0, result, at, size);
    return result;
  }

  /** From where to where the content of each page lies, dictionaries too. */
  static List<int[]> pageBodies(byte[] file) throws IOException {
    List<int[]> bodies = new ArrayList<>();
    for (RowGroup group : of(file).getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        ColumnMetaData chunk = column.getMeta_data();
        int at =
            (int)
                (chunk.isSetDictionary_page_offset()
                    ? chunk.getDictionary_page_offset()
                    : chunk.getData_page_offset());
        for (int end = at + (int) chunk.getTotal_compressed_size(); at < end; ) {
          ByteArrayInputStream in = new ByteArrayInputStream(file, at, file.length - at);
          int size = Util.readPageHeader(in).getCompressed_page_size();
          int start = file.length - in.available();
          bodies.add(new int[] {start, start + size});
          at = start + size;
        }
      }
    }
    return bodies;
  }

  private static final class RenumberingProtocol extends TCompactProtocol {

    private final String field;
    private final int named;
    private final int number;
    private String current = "";

    RenumberingProtocol(ByteArrayOutputStream out, String field, int named, int number)
        throws TException {
      super(new TIOStreamTransport(out));
      this.field = field;
      this.named = named;
      this.number = number;
    }

    @Override
    public void writeFieldBegin(TField begun) throws TException {
      current = begun.name;
      super.writeFieldBegin(begun);
    }

    @Override
    public void writeI32(int value) throws TException {
      super.writeI32(current.equals(field) && value == named ? number : value);
    }
  }
}
