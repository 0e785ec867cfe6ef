package dev.silverbook.features.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** All usable rows and all classified trades of a partition, and windows cut out of them. */
final class History {

  static final long MICROS_PER_SECOND = 1_000_000;

  private final List<UsableRow> rows = new ArrayList<>();
  private final List<ClassifiedTrade> trades;
  private final Map<Integer, List<UsableRow>> windows = new HashMap<>();
  private UsableRow windowsOf;
  private History read = this;
  private final Map<Long, Optional<UsableRow>> lastRowsBefore = new HashMap<>();

  /**
   * Cleans, finds predecessors and distributes trades.
   *
   * @param snapshots in time order
   */
  History(Scenario scenario, List<SnapshotInput> snapshots) {
    this.trades = ClassifiedTrade.classify(scenario);
    long maxGap = scenario.configuration().time().maxGapSeconds() * MICROS_PER_SECOND;
    for (int position = 0; position < snapshots.size(); position++) {
      SnapshotInput snapshot = snapshots.get(position);
      Book book = Book.clean(snapshot, scenario.configuration().book().depthLevels());
      if (!book.usable()) {
        continue;
      }
      long time = Objects.requireNonNull(snapshot.time(scenario.configuration().clock()));
      UsableRow before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      long after = before == null ? Long.MIN_VALUE : before.time;
      boolean gap = before != null && time - before.time > maxGap;
      rows.add(
          new UsableRow(
              position,
              time,
              book,
              gap ? null : before,
              trades.stream().filter(x -> x.time() > after && x.time() <= time).toList(),
              scenario.configuration()));
    }
  }

  /**
   * Rows are a choice of snapshots: flow is summed over all of them, and trades are compared with
   * the mid of any of them.
   *
   * @param every all snapshots
   * @param written positions in {@code every} of the snapshots that rows are numbered by
   */
  void seeBetween(History every, List<Integer> written) {
    read = every;
    int after = -1;
    for (UsableRow row : rows) {
      int last = written.get(row.position);
      int first = after;
      row.sumFlow(
          every.rows.stream().filter(x -> x.position > first && x.position <= last).toList());
      after = last;
    }
  }

  List<UsableRow> rows() {
    return rows;
  }

  List<ClassifiedTrade> trades() {
    return trades;
  }

  /** Rows up to {@code row} in order, later than {@code seconds} before it. */
  List<UsableRow> rowsWithin(UsableRow row, int seconds) {
    if (row != windowsOf) {
      windowsOf = row;
      windows.clear();
    }
    // Kept while one row is at work: a dozen columns ask for the same window.
    return windows.computeIfAbsent(
        seconds,
        w ->
            rows.stream()
                .filter(x -> x.position <= row.position)
                .filter(x -> x.time > row.time - w * MICROS_PER_SECOND)
                .toList());
  }

  /** What {@code feature} gives for those rows, without nulls. */
  List<Quantity> within(UsableRow row, int seconds, Function<UsableRow, Quantity> feature) {
    return rowsWithin(row, seconds).stream().map(feature).filter(Objects::nonNull).toList();
  }

  /** The latest usable row up to {@code row} whose levels differ from the usable row before it. */
  UsableRow lastChange(UsableRow row) {
    UsableRow changed = rows.get(0);
    for (int i = 1; i < rows.size() && rows.get(i).position <= row.position; i++) {
      if (!rows.get(i).book.equals(rows.get(i - 1).book)) {
        changed = rows.get(i);
      }
    }
    return changed;
  }

  /** Trades in (t − seconds, t]. */
  List<ClassifiedTrade> tradesWithin(UsableRow row, int seconds) {
    return trades.stream()
        .filter(x -> x.time() <= row.time)
        .filter(x -> x.time() > row.time - seconds * MICROS_PER_SECOND)
        .toList();
  }

  /** The last usable row strictly before {@code time}, however long before; or null. */
  UsableRow lastRowBefore(long time) {
    return lastRowsBefore
        .computeIfAbsent(
            time,
            t -> read.rows.stream().filter(row -> row.time < t).reduce((first, second) -> second))
        .orElse(null);
  }
}
