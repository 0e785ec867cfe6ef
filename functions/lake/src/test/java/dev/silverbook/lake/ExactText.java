package dev.silverbook.lake;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows as text in which different values differ: the bits of a double in hexadecimal, except that
 * all NaN are one; {@code null} is apart from NaN, an absent list from an empty one. The Python
 * scripts of these tests print the same.
 */
final class ExactText {

  private ExactText() {}

  /** Integers as they are written, however large: none is a price in a smaller unit. */
  private static InputContext anyInteger() {
    InputConfiguration plain =
        InputConfiguration.fromMap(Map.of("price_scale", 1, "size_scale", 1));
    return new InputContext(Optional.empty(), plain, new InputNotes());
  }

  /** All rows of an order book file, read by the reader that is tested. */
  static List<String> snapshots(LakeFormat format, FileObject file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (SnapshotReader reader = format.openSnapshots(file, anyInteger())) {
      while (reader.next()) {
        RawSnapshot row = reader.current();
        rows.add(
            snapshot(
                row.captureMicros(),
                row.exchangeMillis(),
                row.nonce(),
                levels(row.bids()),
                levels(row.asks())));
      }
    }
    return rows;
  }

  /** All rows of a trade file, read by the reader that is tested. */
  static List<String> trades(LakeFormat format, FileObject file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (TradeReader reader = format.openTrades(file, anyInteger())) {
      while (reader.next()) {
        RawTrade row = reader.current();
        rows.add(
            trade(
                row.captureMicros(), row.exchangeMillis(), row.price(), row.amount(), row.side()));
      }
    }
    return rows;
  }

  /**
   * A snapshot.
   *
   * @param bids price and size by level; null when absent
   * @param asks likewise
   */
  static String snapshot(
      long captureMicros, long exchangeMillis, long nonce, double[][] bids, double[][] asks) {
    return String.join(
        " ",
        integer(captureMicros),
        integer(exchangeMillis),
        integer(nonce),
        side(bids),
        side(asks));
  }

  static String trade(
      long captureMicros, long exchangeMillis, double price, double amount, AggressorSide side) {
    return String.join(
        " ",
        integer(captureMicros),
        integer(exchangeMillis),
        number(price),
        number(amount),
        side.name());
  }

  static String integer(long value) {
    return value == RawSnapshot.NULL ? "null" : Long.toString(value);
  }

  static String number(double value) {
    return RawLevels.isNull(value) ? "null" : Long.toHexString(Double.doubleToLongBits(value));
  }

  static String side(double[][] levels) {
    if (levels == null) {
      return "null";
    }
    List<String> text = new ArrayList<>();
    for (double[] level : levels) {
      text.add(number(level[0]) + ":" + number(level[1]));
    }
    return "[" + String.join(",", text) + "]";
  }

  static double[][] levels(RawLevels side) {
    if (side.absent()) {
      return null;
    }
    double[][] levels = new double[side.length()][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new double[] {side.price(i), side.size(i)};
    }
    return levels;
  }

  /** As Python prints it. */
  static String flag(boolean value) {
    return value ? "True" : "False";
  }
}
