package dev.silverbook.command.report;

import dev.silverbook.command.terminal.NearNames;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What there is instead of what a filter asks for and does not find. */
public final class OtherPartitions {

  private OtherPartitions() {}

  /**
   * Some lines: what was probably meant, and what there is.
   *
   * @param there all that is known
   * @return empty when nothing is there, or the filter finds something
   */
  public static String hint(PartitionFilter filter, Collection<PartitionId> there) {
    if (there.isEmpty() || there.stream().anyMatch(filter::has)) {
      return "";
    }
    Set<String> exchanges =
        there.stream().map(PartitionId::exchange).collect(Collectors.toCollection(TreeSet::new));
    if (exchanges.stream().noneMatch(filter::hasExchange)) {
      return NearNames.hint("--exchange", filter.exchanges(), exchanges)
          + "Exchanges there: "
          + NearNames.some(filter.exchanges(), exchanges)
          + "\n";
    }
    Set<String> symbols =
        there.stream()
            .filter(partition -> filter.hasExchange(partition.exchange()))
            .map(PartitionId::displaySymbol)
            .collect(Collectors.toCollection(TreeSet::new));
    if (symbols.stream().noneMatch(filter::hasSymbol)) {
      List<String> given =
          filter.symbols().stream().map(symbol -> symbol.replace('~', '/')).toList();
      return NearNames.hint("--symbol", given, symbols)
          + "Symbols there: "
          + NearNames.some(given, symbols)
          + "\n";
    }
    List<LocalDate> days =
        there.stream()
            .filter(
                partition ->
                    filter.hasExchange(partition.exchange())
                        && filter.hasSymbol(partition.symbol()))
            .map(PartitionId::date)
            .sorted()
            .toList();
    return days.isEmpty()
        ? ""
        : "Days there: " + days.get(0) + " to " + days.get(days.size() - 1) + "\n";
  }
}
