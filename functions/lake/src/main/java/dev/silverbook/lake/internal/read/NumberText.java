package dev.silverbook.lake.internal.read;

import java.nio.charset.StandardCharsets;

/** Decimal numbers as text: the nearest double, without an allocation where one is not needed. */
final class NumberText {

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MOST_DIGITS = 15;
  private static final int LARGEST_EXPONENT = 1_000_000;

  private NumberText() {}

  /** The number in {@code text[start, end)}, blanks around it aside; NaN when there is none. */
  static double parse(byte[] text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && text[from] >= 0 && text[from] <= ' ') {
      from++;
    }
    while (to > from && text[to - 1] >= 0 && text[to - 1] <= ' ') {
      to--;
    }
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int seen = 0;
    int exponent = 0;
    boolean point = false;
    for (; at < to; at++) {
      int c = text[at];
      if (c == '.' && !point) {
        point = true;
        continue;
      }
      if (c < '0' || c > '9') {
        break;
      }
      seen++;
      exponent -= point ? 1 : 0;
      if (significant > 0 || c != '0') {
        significant++;
        digits = significant <= MOST_DIGITS ? digits * 10 + c - '0' : digits;
      }
    }
    if (seen == 0) {
      return Double.NaN;
    }
    if (at < to) {
      if (text[at] != 'e' && text[at] != 'E') {
        return Double.NaN;
      }
      at++;
      boolean down = at < to && text[at] == '-';
      if (at < to && (text[at] == '-' || text[at] == '+')) {
        at++;
      }
      if (at == to) {
        return Double.NaN;
      }
      int given = 0;
      for (; at < to; at++) {
        if (text[at] < '0' || text[at] > '9') {
          return Double.NaN;
        }
        given = Math.min(LARGEST_EXPONENT, given * 10 + text[at] - '0');
      }
      exponent += down ? -given : given;
    }
    if (significant <= MOST_DIGITS && Math.abs(exponent) < POWERS_OF_TEN.length) {
      // Both operands are exact, so the result is rounded once.
      double value =
          exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
      return negative ? -value : value;
    }
    return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }
}
