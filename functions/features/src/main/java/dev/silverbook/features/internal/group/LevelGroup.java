package dev.silverbook.features.internal.group;

import static dev.silverbook.features.Category.STRUCTURAL;

import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.internal.book.BookSide;

/** Prices and sizes level by level. */
final class LevelGroup extends FeatureGroup {

  private final int bidPrice;
  private final int bidSize;
  private final int askPrice;
  private final int askSize;

  LevelGroup(ColumnList columns, int levels) {
    bidPrice = declare(columns, "bid_price_", "quote", "price of bid level ", levels);
    bidSize = declare(columns, "bid_size_", "base", "size of bid level ", levels);
    askPrice = declare(columns, "ask_price_", "quote", "price of ask level ", levels);
    askSize = declare(columns, "ask_size_", "base", "size of ask level ", levels);
  }

  private static int declare(
      ColumnList columns, String name, String unit, String definition, int levels) {
    int first = -1;
    for (int i = 1; i <= levels; i++) {
      int slot =
          columns.addExact(
              Column.number(name + i, STRUCTURAL, unit, definition + i + "; null beyond the book"));
      first = i == 1 ? slot : first;
    }
    return first;
  }

  @Override
  public void onRow(Row row, FeatureRow out) {
    copy(row.book().bids, out.numbers(), bidPrice, bidSize);
    copy(row.book().asks, out.numbers(), askPrice, askSize);
  }

  private static void copy(BookSide side, double[] numbers, int price, int size) {
    System.arraycopy(side.price, 0, numbers, price, side.count);
    System.arraycopy(side.size, 0, numbers, size, side.count);
  }
}
