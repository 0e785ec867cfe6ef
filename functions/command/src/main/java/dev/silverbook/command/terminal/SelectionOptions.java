package dev.silverbook.command.terminal;

import dev.silverbook.pipeline.plan.PartitionFilter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which partitions. */
public final class SelectionOptions {

  @Option(
      names = "--exchange",
      split = ",",
      paramLabel = "E",
      description = "Only these exchanges; repeat or separate by commas.")
  private List<String> exchanges = List.of();

  @Option(
      names = "--symbol",
      split = ",",
      paramLabel = "S",
      description = "Only these symbols, BTC/USDT or BTC~USDT; repeat or separate by commas.")
  private List<String> symbols = List.of();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description = "First day, YYYY-MM-DD.")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description = "Last day, YYYY-MM-DD.")
  private LocalDate to;

  /**
   * The same as a filter.
   *
   * @throws UsageException when the range of days is empty
   */
  public PartitionFilter filter() {
    if (from != null && to != null && from.isAfter(to)) {
      throw new UsageException("--from " + from + " is after --to " + to);
    }
    return new PartitionFilter(
        Set.copyOf(exchanges),
        Set.copyOf(symbols),
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }
}
