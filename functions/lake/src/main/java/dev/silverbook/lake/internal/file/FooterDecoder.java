package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.SchemaElement;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Decodes footers by hand: a day may come in thousands of files, and most of what a footer says is
 * of no use here. The numbers of fields are those of <a
 * href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">the
 * format</a>.
 */
final class FooterDecoder {

  private static final int GROUP_WEIGHT = 64;

  private final byte[] bytes;
  private final int end;
  private final CompactReader in;
  private final Footer like;
  private EncodedSchema schema;
  private List<Footer.Group> groups;
  private Map<String, String> keyValues = Map.of();
  private String createdBy = "";
  private long rows = -1;
  private long weight;

  private FooterDecoder(byte[] bytes, int start, int length, Footer like) {
    this.bytes = bytes;
    this.end = start + length;
    this.in = new CompactReader(bytes, start, end);
    this.like = like;
  }

  /**
   * Decodes {@code bytes[start, start + length)}.
   *
   * @param dataEnd where the footer begins in the file
   * @param like a footer that may have parts in common, which are taken; may be null
   * @throws TException when the schema is none
   * @throws MalformedDataException when it is no footer or contradicts itself
   */
  static Footer decode(byte[] bytes, int start, int length, long dataEnd, Footer like)
      throws TException {
    return new FooterDecoder(bytes, start, length, like).decode(dataEnd);
  }

  private Footer decode(long dataEnd) throws TException {
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 2 && in.is(CompactReader.LIST)) {
        readSchema();
      } else if (field == 3 && in.is(CompactReader.I64)) {
        rows = in.readInteger();
      } else if (field == 4 && in.is(CompactReader.LIST)) {
        readGroups();
      } else if (field == 5 && in.is(CompactReader.LIST)) {
        readKeyValues();
      } else if (field == 6 && in.is(CompactReader.BINARY)) {
        readCreatedBy();
      } else {
        in.skip();
      }
    }
    if (schema == null || groups == null || rows < 0) {
      throw new MalformedDataException("it lacks the schema, the rows or the row groups");
    }
    long sum = 0;
    for (Footer.Group group : groups) {
      sum = Math.addExact(sum, group.rows());
    }
    if (sum != rows) {
      throw new MalformedDataException("it says " + rows + " rows, its row groups " + sum);
    }
    return new Footer(schema, rows, groups, keyValues, createdBy, dataEnd, weight);
  }

  private void readSchema() throws TException {
    if (like != null && like.schema().passes(in)) {
      schema = like.schema();
      return;
    }
    int start = in.position();
    int size = in.readList(CompactReader.STRUCT);
    ChunkInput rest = new ChunkInput("", bytes, in.position(), end - in.position());
    FormatProtocol protocol =
        new FormatProtocol(new ChunkTransport(rest, Math.max(1, end - in.position())));
    List<SchemaElement> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SchemaElement element = new SchemaElement();
      element.read(protocol);
      elements.add(element);
    }
    in.moveTo(rest.position());
    schema = new EncodedSchema(in.since(start), SchemaNode.root(elements));
    weight += schema.weight();
  }

  private void readGroups() {
    if (schema == null) {
      throw new MalformedDataException("row groups come before the schema");
    }
    groups = new ArrayList<>();
    for (int left = in.readList(CompactReader.STRUCT); left > 0; left--) {
      groups.add(readGroup());
      weight += GROUP_WEIGHT;
    }
  }

  private Footer.Group readGroup() {
    List<ChunkFacts> chunks = null;
    long groupRows = -1;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field == 1 && in.is(CompactReader.LIST)) {
        chunks = readChunks();
      } else if (field == 3 && in.is(CompactReader.I64)) {
        groupRows = in.readInteger();
        if (groupRows < 0) {
          throw new MalformedDataException("a row group has " + groupRows + " rows");
        }
      } else {
        in.skip();
      }
    }
    if (chunks == null || groupRows < 0) {
      throw new MalformedDataException("a row group lacks its columns or rows");
    }
    return new Footer.Group(groupRows, chunks);
  }

  private List<ChunkFacts> readChunks() {
    int size = in.readList(CompactReader.STRUCT);
    List<SchemaNode> leaves = schema.leaves();
    List<ChunkFacts> chunks = new ArrayList<>(Math.min(size, leaves.size()));
    for (int i = 0; i < size; i++) {
      if (i < leaves.size()) {
        ChunkFacts chunk = new ChunkFacts(in, leaves.get(i));
        chunks.add(chunk);
        weight += chunk.weight();
      } else {
        in.skipStructure();
      }
    }
    return chunks;
  }

  private void readKeyValues() {
    Map<String, String> found = new LinkedHashMap<>();
    for (int left = in.readList(CompactReader.STRUCT); left > 0; left--) {
      String key = null;
      String value = null;
      int field = 0;
      while ((field = in.nextField(field)) != 0) {
        if (field == 1 && in.is(CompactReader.BINARY)) {
          key = in.readText();
        } else if (field == 2 && in.is(CompactReader.BINARY)) {
          value = in.readText();
        } else {
          in.skip();
        }
      }
      if (key == null) {
        throw new MalformedDataException("a note of the writer lacks its key");
      }
      if (value != null) {
        found.putIfAbsent(key, value);
      }
    }
    if (like != null && like.keyValues().equals(found)) {
      keyValues = like.keyValues();
      return;
    }
    keyValues = found;
    found.forEach((key, value) -> weight += 2L * (key.length() + value.length()));
  }

  private void readCreatedBy() {
    String found = in.readText();
    if (like != null && like.createdBy().equals(found)) {
      createdBy = like.createdBy();
      return;
    }
    createdBy = found;
    weight += 2L * found.length();
  }
}
