package dev.silverbook.lake.internal.bytes;

/**
 * Decimal numbers as text, to the nearest double. Up to 2^53 with an exponent within 22 needs one
 * exact operation and allocates nothing; only longer numbers go through {@link
 * Double#parseDouble(String)}. Not thread-safe.
 */
public final class NumberText {

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long MAX_EXACT = 1L << 53;
  private static final int MAX_DIGITS = 18;
  private static final int MAX_EXPONENT = 100_000;

  private char[] copy = new char[64];

  /** As {@link #parse(char[], int, int, double)}, of ASCII bytes. */
  public double parse(byte[] text, int offset, int length, double otherwise) {
    if (copy.length < length) {
      copy = new char[2 * length];
    }
    for (int i = 0; i < length; i++) {
      copy[i] = (char) (text[offset + i] & 0xff);
    }
    return parse(copy, 0, length, otherwise);
  }

  /**
   * Reads {@code length} characters: a sign, digits with a point among them, an exponent; white
   * space around is ignored.
   *
   * @return the nearest double, or {@code otherwise} when the text is no such number
   */
  public double parse(char[] text, int offset, int length, double otherwise) {
    int start = offset;
    int end = offset + length;
    while (start < end && text[start] <= ' ') {
      start++;
    }
    while (end > start && text[end - 1] <= ' ') {
      end--;
    }
    int at = start;
    boolean negative = at < end && text[at] == '-';
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    long mantissa = 0;
    int digits = 0;
    int significant = 0;
    int scale = 0;
    boolean point = false;
    for (; at < end; at++) {
      char c = text[at];
      if (c == '.' && !point) {
        point = true;
        continue;
      }
      if (c < '0' || c > '9') {
        break;
      }
      digits++;
      scale += point ? 1 : 0;
      if (significant > 0 || c != '0') {
        significant++;
        mantissa = significant <= MAX_DIGITS ? 10 * mantissa + (c - '0') : mantissa;
      }
    }
    if (digits == 0) {
      return otherwise;
    }
    int exponent = 0;
    if (at < end && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      boolean below = at < end && text[at] == '-';
      if (at < end && (text[at] == '-' || text[at] == '+')) {
        at++;
      }
      if (at == end) {
        return otherwise;
      }
      for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
        exponent = Math.min(MAX_EXPONENT, 10 * exponent + (text[at] - '0'));
      }
      exponent = below ? -exponent : exponent;
    }
    if (at < end) {
      return otherwise;
    }
    int power = exponent - scale;
    if (significant <= MAX_DIGITS
        && mantissa <= MAX_EXACT
        && Math.abs(power) < POWERS_OF_TEN.length) {
      // Both operands exact: one operation rounds once, so the result is the nearest double.
      double value = power < 0 ? mantissa / POWERS_OF_TEN[-power] : mantissa * POWERS_OF_TEN[power];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, start, end - start));
  }
}
