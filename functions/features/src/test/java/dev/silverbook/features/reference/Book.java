package dev.silverbook.features.reference;

import java.util.Comparator;
import java.util.List;

/** A cleaned snapshot: valid levels only, best first, at most {@code depth_levels} a side. */
record Book(List<Level> bids, List<Level> asks) {

  static Book clean(SnapshotInput snapshot, int depthLevels) {
    // List.sort is stable, so equal prices keep their order; sorting a sorted side changes nothing.
    return new Book(
        side(snapshot.bids(), Comparator.comparing(Level::price).reversed(), depthLevels),
        side(snapshot.asks(), Comparator.comparing(Level::price), depthLevels));
  }

  private static List<Level> side(List<Level> levels, Comparator<Level> bestFirst, int most) {
    return levels == null
        ? List.of()
        : levels.stream().filter(Level::valid).sorted(bestFirst).limit(most).toList();
  }

  String state() {
    if (bids.isEmpty() && asks.isEmpty()) {
      return "empty";
    }
    if (bids.isEmpty() || asks.isEmpty()) {
      return "one_sided";
    }
    double bid = bids.get(0).price();
    double ask = asks.get(0).price();
    return bid > ask ? "crossed" : bid < ask ? "ok" : "locked";
  }

  boolean usable() {
    return state().equals("ok") || state().equals("locked");
  }

  /** (p^b_1 + p^a_1)/2, in doubles: windows and ties see the number that is written. */
  double mid() {
    return (bids.get(0).price() + asks.get(0).price()) / 2;
  }

  double spread() {
    return asks.get(0).price() - bids.get(0).price();
  }

  double relativeSpread() {
    return spread() / mid();
  }

  /** abs(p − mid)/mid·10⁴, in doubles and in that order of operations. */
  double distance(Level level) {
    return Math.abs(level.price() - mid()) / mid() * 1e4;
  }

  /** Size of the levels of {@code side} whose distance lies in [from, to) basis points. */
  DoubleDouble depthWithin(List<Level> side, double from, double to) {
    return depth(
        side.stream().filter(level -> distance(level) >= from && distance(level) < to).toList());
  }

  /** Size of both sides within [0, to) basis points. */
  DoubleDouble nearDepth(double to) {
    return depthWithin(bids, 0, to).plus(depthWithin(asks, 0, to));
  }

  static DoubleDouble depth(List<Level> levels) {
    DoubleDouble depth = DoubleDouble.ZERO;
    for (Level level : levels) {
      depth = depth.plus(level.size());
    }
    return depth;
  }

  /** Σ p q. */
  static DoubleDouble value(List<Level> levels) {
    DoubleDouble value = DoubleDouble.ZERO;
    for (Level level : levels) {
      value = value.plus(DoubleDouble.product(level.price(), level.size()));
    }
    return value;
  }

  static List<Level> first(List<Level> side, int count) {
    return side.subList(0, Math.min(count, side.size()));
  }
}
