package dev.silverbook.command.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column of many days, short enough that a page of years opens at once: one value where all are
 * the same, an index into few values where they repeat, and whole numbers as their differences.
 * {@code day.js} has the way back.
 */
final class PackedColumn {

  /** Digits that differences are written in. */
  private static final int BASE = 36;

  /** Above this the difference of two values might not fit. */
  private static final BigDecimal MOST = new BigDecimal(1L << 52);

  /** Kept of numbers that are not whole. */
  private static final int DIGITS = 5;

  private static final int MOST_DECIMALS = 6;

  private PackedColumn() {}

  /**
   * Packs values, of which some may be null.
   *
   * @return a number, text or flag: every day has that value; {@code {"of": [...], "at": text}}:
   *     which of a few values each day has; {@code {"by": differences, "decimals": n}}: whole
   *     numbers, to be divided by 10^n; or a list of the values
   */
  static Object of(Object[] values) {
    Object first = values[0];
    boolean constant = first != null;
    boolean numbers = true;
    for (Object value : values) {
      constant = constant && first.equals(value);
      numbers = numbers && (value == null || value instanceof Number);
    }
    if (constant) {
      return first;
    }
    return numbers ? numbers(values) : repeated(values);
  }

  private static Object repeated(Object[] values) {
    Map<Object, Integer> distinct = new LinkedHashMap<>();
    StringBuilder at = new StringBuilder();
    for (Object value : values) {
      Integer known = distinct.get(value);
      int index = known == null ? distinct.size() : known;
      distinct.put(value, index);
      append(at, Integer.toString(index, BASE));
    }
    Map<String, Object> packed = new LinkedHashMap<>();
    packed.put("of", new ArrayList<>(distinct.keySet()));
    packed.put("at", at.toString());
    return packed;
  }

  private static Object numbers(Object[] values) {
    int decimals = decimals(values);
    StringBuilder differences = new StringBuilder();
    long before = 0;
    for (Object value : values) {
      if (value == null) {
        append(differences, "_");
        continue;
      }
      BigDecimal scaled = new BigDecimal(value.toString()).scaleByPowerOfTen(decimals);
      if (scaled.abs().compareTo(MOST) > 0) {
        return new ArrayList<>(Arrays.asList(values));
      }
      long whole = scaled.setScale(0, RoundingMode.HALF_EVEN).longValue();
      append(differences, Long.toString(whole - before, BASE));
      before = whole;
    }
    Map<String, Object> packed = new LinkedHashMap<>();
    packed.put("by", differences.toString());
    if (decimals > 0) {
      packed.put("decimals", decimals);
    }
    return packed;
  }

  /** So many that the least number that is not whole keeps its digits; 0 for whole numbers. */
  private static int decimals(Object[] values) {
    int decimals = 0;
    for (Object value : values) {
      if (value instanceof Double number && number != 0) {
        int whole = (int) Math.floor(Math.log10(Math.abs(number))) + 1;
        decimals = Math.max(decimals, Math.min(DIGITS - whole, MOST_DECIMALS));
      }
    }
    return decimals;
  }

  private static void append(StringBuilder text, String word) {
    text.append(text.length() == 0 ? "" : " ").append(word);
  }
}
