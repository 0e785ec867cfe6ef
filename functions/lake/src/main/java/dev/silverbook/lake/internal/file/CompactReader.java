package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Thrift's compact protocol field by field, without making objects of what nobody asks for.
 * Every number is checked against the bytes that are there, so that damaged ones reserve no memory.
 */
final class CompactReader {

  static final int STOP = 0;
  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int BYTE = 3;
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int SET = 10;
  static final int MAP = 11;
  static final int STRUCT = 12;

  private static final int MAX_DEPTH = 64;
  private static final int LONG_LIST = 15;
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int type;
  private int elementType;

  /** Over {@code bytes[start, end)}. */
  CompactReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  /** Goes on behind what somebody else has read. */
  void moveTo(int newPosition) {
    position = newPosition;
  }

  /**
   * Reads the header of a structure's next field.
   *
   * @param before number of the field before it, 0 for the first
   * @return its number; 0 at the end of the structure
   */
  int nextField(int before) {
    int header = readByte() & 0xff;
    type = header & 0xf;
    if (type == STOP) {
      return 0;
    }
    int delta = header >>> 4;
    field = delta == 0 ? (int) readInteger() : before + delta;
    if (field <= 0) {
      throw new MalformedDataException("a field with the number " + field);
    }
    return field;
  }

  /** Whether the field is of that type. */
  boolean is(int expected) {
    return type == expected;
  }

  /** The value of a field that is a truth value. */
  boolean truth() {
    return type == TRUE;
  }

  byte readByte() {
    if (position >= end) {
      throw new MalformedDataException("the bytes end too early");
    }
    return bytes[position++];
  }

  /** A signed integer of any width but a byte. */
  long readInteger() {
    long value = readVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long readVarint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte next = readByte();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedDataException("an integer is longer than 64 bits");
  }

  byte[] readBinary() {
    int length = length();
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  String readText() {
    int length = length();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /** Whether the next bytes are a binary of just those; they are read if so. */
  boolean readIfSame(byte[] expected) {
    int before = position;
    int length = length();
    if (Arrays.equals(bytes, position, position + length, expected, 0, expected.length)) {
      position += length;
      return true;
    }
    position = before;
    return false;
  }

  /** Whether the next bytes are just those; they are passed if so. */
  boolean passIfSame(byte[] expected) {
    boolean same =
        expected.length <= end - position
            && Arrays.equals(
                bytes, position, position + expected.length, expected, 0, expected.length);
    position += same ? expected.length : 0;
    return same;
  }

  /** A copy of what was read since. */
  byte[] since(int start) {
    return Arrays.copyOfRange(bytes, start, position);
  }

  private int length() {
    long length = readVarint();
    if (length < 0 || length > end - position) {
      throw new MalformedDataException(
          "a value of " + length + " bytes where " + (end - position) + " are left");
    }
    return (int) length;
  }

  /**
   * Reads a list's header.
   *
   * @return number of its elements, each of which takes a byte at least
   */
  int readList() {
    int header = readByte() & 0xff;
    elementType = header & 0xf;
    long size = (long) header >>> 4;
    if (size == LONG_LIST) {
      size = readVarint();
    }
    if (size < 0 || size > end - position) {
      throw new MalformedDataException(
          "a list of " + size + " elements in " + (end - position) + " bytes");
    }
    return (int) size;
  }

  /**
   * Reads the header of a list that has to hold such elements.
   *
   * @return number of its elements
   */
  int readList(int expected) {
    int size = readList();
    if (size > 0 && elementType != expected) {
      throw new MalformedDataException("a list of type " + elementType + ", expected " + expected);
    }
    return size;
  }

  /** Passes the value of a field that is not needed. */
  void skip() {
    skip(type, 0);
  }

  /** Passes an element of a list of structures. */
  void skipStructure() {
    skip(STRUCT, 0);
  }

  private void skip(int of, int depth) {
    if (depth > MAX_DEPTH) {
      throw new MalformedDataException("structures are nested deeper than " + MAX_DEPTH);
    }
    switch (of) {
      case TRUE, FALSE -> {
        // The field's header is the value.
      }
      case BYTE -> readByte();
      case I16, I32, I64 -> readVarint();
      case DOUBLE -> pass(Double.BYTES);
      case BINARY -> pass(length());
      case LIST, SET -> {
        int size = readList();
        int element = elementType;
        for (int i = 0; i < size; i++) {
          skipElement(element, depth + 1);
        }
      }
      case MAP -> skipMap(depth + 1);
      case STRUCT -> {
        int number = 0;
        while ((number = nextField(number)) != 0) {
          skip(type, depth + 1);
        }
      }
      default -> throw new MalformedDataException("a field of type " + of);
    }
  }

  private void skipMap(int depth) {
    long size = readVarint();
    if (size < 0 || size > end - position) {
      throw new MalformedDataException("a map of " + size + " entries");
    }
    int types = size == 0 ? 0 : readByte() & 0xff;
    for (int i = 0; i < size; i++) {
      skipElement(types >>> 4, depth);
      skipElement(types & 0xf, depth);
    }
  }

  /** An element has no header that could hold a truth value. */
  private void skipElement(int of, int depth) {
    if (of == TRUE || of == FALSE) {
      readByte();
    } else {
      skip(of, depth);
    }
  }

  private void pass(int count) {
    if (count > end - position) {
      throw new MalformedDataException("the bytes end too early");
    }
    position += count;
  }
}
