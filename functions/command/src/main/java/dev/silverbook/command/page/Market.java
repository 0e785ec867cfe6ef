package dev.silverbook.command.page;

import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.PartitionStats;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * One symbol at one exchange: its days.
 *
 * @param entries at least one, by ascending date, one a day
 */
record Market(List<LedgerEntry> entries) {

  Market {
    entries = List.copyOf(entries);
  }

  /** Groups entries that are ordered by partition. */
  static List<Market> of(List<LedgerEntry> ordered) {
    List<Market> markets = new ArrayList<>();
    List<LedgerEntry> own = new ArrayList<>();
    for (LedgerEntry entry : ordered) {
      if (!own.isEmpty() && !same(own.get(0), entry)) {
        markets.add(new Market(own));
        own.clear();
      }
      own.add(entry);
    }
    if (!own.isEmpty()) {
      markets.add(new Market(own));
    }
    return markets;
  }

  private static boolean same(LedgerEntry first, LedgerEntry second) {
    return first.partition().exchange().equals(second.partition().exchange())
        && first.partition().symbol().equals(second.partition().symbol());
  }

  LocalDate first() {
    return entries.get(0).partition().date();
  }

  LocalDate last() {
    return entries.get(entries.size() - 1).partition().date();
  }

  /** The entries by year: the page reads a year when it shows a day of it. */
  List<List<LedgerEntry>> years() {
    Map<Integer, List<LedgerEntry>> years = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      years
          .computeIfAbsent(entry.partition().date().getYear(), year -> new ArrayList<>())
          .add(entry);
    }
    return List.copyOf(years.values());
  }

  /** A letter for each day from the first to the last. */
  String states() {
    long start = first().toEpochDay();
    char[] letters = new char[Math.toIntExact(last().toEpochDay() - start + 1)];
    Arrays.fill(letters, DayState.MISSING.letter());
    for (LedgerEntry entry : entries) {
      letters[Math.toIntExact(entry.partition().date().toEpochDay() - start)] =
          DayState.of(entry).letter();
    }
    return new String(letters);
  }

  /** For the page: who it is, its days, and what they add up to. */
  Map<String, Object> summary() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("exchange", entries.get(0).partition().exchange());
    map.put("symbol", entries.get(0).partition().displaySymbol());
    map.put("first", first().toEpochDay());
    map.put("states", states());
    map.put("rows", sum(PartitionStats::rowsWritten));
    map.put("trades", sum(PartitionStats::tradesRead));
    map.put("bytesIn", sum(PartitionStats::bytesIn));
    map.put("bytesOut", sum(PartitionStats::bytesOut));
    map.put("millis", sum(PartitionStats::durationMillis));
    return map;
  }

  /** Over the days that were processed, whatever became of them since. */
  private long sum(ToLongFunction<PartitionStats> what) {
    return entries.stream().map(LedgerEntry::stats).flatMap(Optional::stream).mapToLong(what).sum();
  }
}
