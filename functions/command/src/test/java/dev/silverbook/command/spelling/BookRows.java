package dev.silverbook.command.spelling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whole books as the rows that a shape has. */
final class BookRows {

  private static final double[][] NONE = new double[0][];

  private BookRows() {}

  /** Books of one level. */
  static List<Row> best(List<Row> books) {
    return books.stream()
        .map(
            book ->
                Row.book(
                    book,
                    false,
                    Arrays.copyOf(book.bids(), Math.min(1, book.bids().length)),
                    Arrays.copyOf(book.asks(), Math.min(1, book.asks().length))))
        .toList();
  }

  /** As {@code shape} says it; events stay together, in order. */
  static List<Row> of(BookShape shape, List<Row> books, Random random) {
    List<Row> rows = shape.changes() ? changes(books, random) : books;
    if (!shape.single()) {
      return rows;
    }
    List<Row> single = new ArrayList<>();
    for (Row row : rows) {
      List<Row> event = new ArrayList<>();
      for (double[] level : row.bids()) {
        event.add(Row.book(row, row.marked(), new double[][] {level}, NONE));
      }
      for (double[] level : row.asks()) {
        event.add(Row.book(row, row.marked(), NONE, new double[][] {level}));
      }
      single.addAll(event);
    }
    return single;
  }

  private static List<Row> changes(List<Row> books, Random random) {
    List<Row> rows = new ArrayList<>();
    Row before = null;
    boolean wasMarked = false;
    for (Row book : books) {
      // The marks alone do not tell two snapshots that follow one another.
      boolean marked = before == null || (!wasMarked && random.nextInt(10) == 0);
      if (marked) {
        rows.add(Row.book(book, true, book.bids(), book.asks()));
      } else {
        double[][] bids = changed(before.bids(), book.bids());
        double[][] asks = changed(before.asks(), book.asks());
        boolean quiet = bids.length + asks.length == 0;
        rows.add(
            Row.book(
                book,
                false,
                quiet && book.bids().length > 0 ? new double[][] {book.bids()[0]} : bids,
                quiet && book.bids().length == 0 ? new double[][] {book.asks()[0]} : asks));
      }
      before = book;
      wasMarked = marked;
    }
    return rows;
  }

  private static double[][] changed(double[][] before, double[][] after) {
    List<double[]> changes = new ArrayList<>();
    for (double[] level : before) {
      if (Arrays.stream(after).noneMatch(other -> other[0] == level[0])) {
        changes.add(new double[] {level[0], 0});
      }
    }
    for (double[] level : after) {
      if (Arrays.stream(before).noneMatch(other -> Arrays.equals(other, level))) {
        changes.add(level);
      }
    }
    return changes.toArray(double[][]::new);
  }
}
