package dev.silverbook.command.spelling;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;

/** How a number is stored. Those of whole numbers hold what is whole and below 2048. */
enum NumberType {
  DOUBLE("double %s", false),
  TEXT("binary %s (STRING)", false),
  TEXT_WITH_SPACES("binary %s", false),
  TEXT_WITH_EXPONENT("binary %s (STRING)", false),
  DECIMAL_INT("int32 %s (DECIMAL(9,3))", false),
  DECIMAL_LONG("int64 %s (DECIMAL(18,5))", false),
  DECIMAL_BYTES("binary %s (DECIMAL(20,4))", false),
  DECIMAL_FIXED("fixed_len_byte_array(9) %s (DECIMAL(20,6))", false),
  /** Thousandths; needs a scale in the configuration. */
  FIXED_POINT("int64 %s", false),
  FLOAT("float %s", true),
  HALF("fixed_len_byte_array(2) %s (FLOAT16)", true),
  INT("int32 %s", true),
  LONG("int64 %s (INTEGER(64,true))", true),
  UNSIGNED("int64 %s (INTEGER(64,false))", true),
  SHORT("int32 %s (INTEGER(16,false))", true);

  private final String declaration;
  private final boolean whole;

  NumberType(String declaration, boolean whole) {
    this.declaration = declaration;
    this.whole = whole;
  }

  /** Whether it holds whole numbers only. */
  boolean whole() {
    return whole;
  }

  /** As in a schema, with repetition. */
  String declare(String repetition, String name) {
    return repetition + " " + String.format(declaration, name) + ";";
  }

  /** Adds a value. */
  void add(Group group, String name, double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value));
    switch (this) {
      case DOUBLE -> group.add(name, value);
      case TEXT -> group.add(name, Double.toString(value));
      case TEXT_WITH_SPACES -> group.add(name, " " + exact.toPlainString() + "\n");
      case TEXT_WITH_EXPONENT -> group.add(name, exact.unscaledValue() + "e" + -exact.scale());
      case DECIMAL_INT -> group.add(name, exact.movePointRight(3).intValueExact());
      case DECIMAL_LONG -> group.add(name, exact.movePointRight(5).longValueExact());
      case DECIMAL_BYTES -> group.add(name, bytes(exact.movePointRight(4), 0));
      case DECIMAL_FIXED -> group.add(name, bytes(exact.movePointRight(6), 9));
      case FIXED_POINT -> group.add(name, exact.movePointRight(3).longValueExact());
      case FLOAT -> group.add(name, (float) value);
      case HALF -> group.add(name, half((int) value));
      case INT, SHORT -> group.add(name, (int) value);
      case LONG, UNSIGNED -> group.add(name, (long) value);
    }
  }

  private static Binary bytes(BigDecimal unscaled, int width) {
    byte[] shortest = unscaled.toBigIntegerExact().toByteArray();
    if (width == 0) {
      return Binary.fromConstantByteArray(shortest);
    }
    byte[] wide = new byte[width];
    if (shortest[0] < 0) {
      java.util.Arrays.fill(wide, (byte) -1);
    }
    System.arraycopy(shortest, 0, wide, width - shortest.length, shortest.length);
    return Binary.fromConstantByteArray(wide);
  }

  /** A whole number of at most 11 bits as a float of 16. */
  private static Binary half(int value) {
    int magnitude = Math.abs(value);
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude);
    int fraction = (magnitude << 10 >> exponent) & 0x3ff;
    int bits = magnitude == 0 ? 0 : ((exponent + 15) << 10) | fraction;
    short all = (short) (value < 0 ? bits | 0x8000 : bits);
    return Binary.fromConstantByteArray(
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(all).array());
  }
}
