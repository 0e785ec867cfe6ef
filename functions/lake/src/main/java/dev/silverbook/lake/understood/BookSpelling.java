package dev.silverbook.lake.understood;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one file's book was found.
 *
 * @param shape how it is spelled
 * @param bids columns of the bids, best level first, price before size; empty where one row is one
 *     level
 * @param asks the same of the asks
 * @param marker the column that tells snapshots from changes; empty unless rows are changes
 */
public record BookSpelling(
    BookShape shape, List<String> bids, List<String> asks, Optional<String> marker) {

  /** Copies. */
  public BookSpelling {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }

  /** A book without a marker. */
  public BookSpelling(BookShape shape, List<String> bids, List<String> asks) {
    this(shape, bids, asks, Optional.empty());
  }

  /** The same, told apart by a marker. */
  public BookSpelling marked(Optional<String> column) {
    return new BookSpelling(shape, bids, asks, column);
  }

  /** The shape in words: {@code flat columns, 25 levels}. */
  public String words() {
    String levels = shape == BookShape.FLAT ? ", " + levels() : "";
    return marker.isPresent()
        ? "level updates (" + shape.words() + levels + ")"
        : shape.words() + levels;
  }

  private String levels() {
    int most = Math.max(bids.size(), asks.size()) / 2;
    return most + (most == 1 ? " level" : " levels");
  }

  /** The first level's columns of both sides: enough to recognise all of them. */
  public List<String> first() {
    int perSide = shape == BookShape.FLAT ? 2 : Integer.MAX_VALUE;
    List<String> first = new ArrayList<>(bids.subList(0, Math.min(perSide, bids.size())));
    first.addAll(asks.subList(0, Math.min(perSide, asks.size())));
    return first;
  }
}
