package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/**
 * What a page's header says, as far as it is of use here; one object for all pages of a column. The
 * numbers of fields are those of <a
 * href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">the
 * format</a>.
 */
final class PageFacts {

  private static final int HAS_TYPE = 1;
  private static final int HAS_UNCOMPRESSED = 2;
  private static final int HAS_COMPRESSED = 4;
  private static final int HAS_ALL = 7;

  private PageType type;
  private int compressed;
  private int uncompressed;
  private boolean hasChecksum;
  private int checksum;
  private PageType described;
  private int values;
  private Encoding encoding;
  private Encoding definitionLevels;
  private Encoding repetitionLevels;
  private int nulls;
  private int definitionBytes;
  private int repetitionBytes;
  private boolean valuesCompressed;
  private String unknown;

  /**
   * Decodes a header.
   *
   * @throws MalformedDataException when the bytes end before it does, or it lacks a part
   */
  void read(CompactReader in) {
    type = null;
    described = null;
    hasChecksum = false;
    unknown = null;
    int has = 0;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (in.is(CompactReader.I32)) {
        has |= number(field, (int) in.readInteger());
      } else if (in.is(CompactReader.STRUCT) && field == 5) {
        readData(in);
      } else if (in.is(CompactReader.STRUCT) && field == 7) {
        readDictionary(in);
      } else if (in.is(CompactReader.STRUCT) && field == 8) {
        readDataV2(in);
      } else {
        in.skip();
      }
    }
    require(has, HAS_ALL);
  }

  private int number(int field, int number) {
    switch (field) {
      case 1 -> {
        type = PageType.findByValue(number);
        return HAS_TYPE;
      }
      case 2 -> {
        uncompressed = number;
        return HAS_UNCOMPRESSED;
      }
      case 3 -> {
        compressed = number;
        return HAS_COMPRESSED;
      }
      case 4 -> {
        checksum = number;
        hasChecksum = true;
        return 0;
      }
      default -> {
        return 0;
      }
    }
  }

  private static void require(int has, int all) {
    if (has != all) {
      throw new MalformedDataException("it lacks a part");
    }
  }

  private void readData(CompactReader in) {
    described = PageType.DATA_PAGE;
    int has = 0;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field > 4 || !in.is(CompactReader.I32)) {
        in.skip();
        continue;
      }
      has |= 1 << field;
      int number = (int) in.readInteger();
      switch (field) {
        case 1 -> values = number;
        case 2 -> encoding = encoding(number);
        case 3 -> definitionLevels = encoding(number);
        default -> repetitionLevels = encoding(number);
      }
    }
    require(has, 0b11110);
  }

  private void readDictionary(CompactReader in) {
    described = PageType.DICTIONARY_PAGE;
    int has = 0;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field > 2 || !in.is(CompactReader.I32)) {
        in.skip();
        continue;
      }
      has |= 1 << field;
      int number = (int) in.readInteger();
      if (field == 1) {
        values = number;
      } else {
        encoding = encoding(number);
      }
    }
    require(has, 0b110);
  }

  private void readDataV2(CompactReader in) {
    described = PageType.DATA_PAGE_V2;
    valuesCompressed = true;
    int has = 0;
    int field = 0;
    while ((field = in.nextField(field)) != 0) {
      if (field > 6 || !in.is(CompactReader.I32)) {
        if (field == 7) {
          valuesCompressed = !in.is(CompactReader.FALSE);
        }
        in.skip();
        continue;
      }
      has |= 1 << field;
      int number = (int) in.readInteger();
      switch (field) {
        case 1 -> values = number;
        case 2 -> nulls = number;
        case 4 -> encoding = encoding(number);
        case 5 -> definitionBytes = number;
        case 6 -> repetitionBytes = number;
        default -> {
          // The number of rows, which is known.
        }
      }
    }
    require(has, 0b1111110);
  }

  /** One that has no name is kept aside, and another that is not read either takes its place. */
  private Encoding encoding(int number) {
    Encoding known = Encoding.findByValue(number);
    if (known == null && unknown == null) {
      unknown = "encoding " + number;
    }
    return known == null ? Encoding.BIT_PACKED : known;
  }

  /** What it is; null for a type that has no name. */
  PageType type() {
    return type;
  }

  /** Bytes that follow the header. */
  int compressed() {
    return compressed;
  }

  /** Bytes that the page has when it is decompressed, its levels included. */
  int uncompressed() {
    return uncompressed;
  }

  boolean hasChecksum() {
    return hasChecksum;
  }

  /** CRC-32 of the bytes that follow. */
  int checksum() {
    return checksum;
  }

  /** Whether it says what there is to say of its type: only then what follows is of this page. */
  boolean described() {
    return type == described;
  }

  /** Entries: values, nulls and empty lists, or those of a dictionary. */
  int values() {
    return values;
  }

  /** Of the values. */
  Encoding encoding() {
    return encoding;
  }

  /** Of a data page of the first version. */
  Encoding definitionLevels() {
    return definitionLevels;
  }

  /** Of a data page of the first version. */
  Encoding repetitionLevels() {
    return repetitionLevels;
  }

  /** Of a data page of the second version. */
  int nulls() {
    return nulls;
  }

  /** Bytes of levels of a data page of the second version, which are not compressed. */
  int definitionBytes() {
    return definitionBytes;
  }

  /** As {@link #definitionBytes}. */
  int repetitionBytes() {
    return repetitionBytes;
  }

  /** Whether the values of a data page of the second version are compressed. */
  boolean valuesCompressed() {
    return valuesCompressed;
  }

  /** What is not known: {@code encoding 42}; null when there is nothing. */
  String unknown() {
    return unknown;
  }
}
