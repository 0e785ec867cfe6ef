package dev.silverbook.command.report;

import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.terminal.NearNames;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.inspect.LakeSurvey;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.store.TableFormats;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to say when there is no partition at all: whether the input is one directory too high, or
 * the selection names what is not there.
 *
 * @param input where partitions were looked for
 * @param filter which ones
 * @param books the same place, to look again
 * @param layout how it is laid out
 * @param clock tells when to stop looking
 */
record NothingFound(
    LakePlace input, PartitionFilter filter, LakeStore books, LayoutChoice layout, Clock clock) {

  /** Each costs a request when the lake is a bucket. */
  private static final int LISTED = 20;

  /**
   * What to say when only the selection is empty.
   *
   * @throws UsageException when there is no partition at all, whatever is selected
   */
  String text() {
    if (!anyPartition()) {
      throw new UsageException(nothingAtAll());
    }
    return "No partition found below " + input + " for this selection\n" + hint();
  }

  /**
   * What to say to somebody who waits for partitions.
   *
   * @throws UsageException when what is there will never be one
   */
  String waiting() {
    if (anyPartition()) {
      return "no partition below " + input + " for this selection yet";
    }
    List<String> directories = books.directories("");
    TableFormats.refusal(books, "", directories)
        .ifPresent(
            refused -> {
              throw new UsageException(refused.message());
            });
    return nothingBelow(directories);
  }

  private boolean anyPartition() {
    try (Stream<PartitionId> all =
        new PartitionDiscovery(
                books, layout, PartitionFilter.ALL, Optional.empty(), path -> {}, failure -> {})
            .partitions()) {
      return all.findFirst().isPresent();
    }
  }

  private String nothingAtAll() {
    List<String> directories = books.directories("");
    Optional<String> table = TableFormats.refusal(books, "", directories).map(Failure::message);
    return table.orElseGet(() -> nothingBelow(directories));
  }

  private String nothingBelow(List<String> directories) {
    List<String> seen =
        directories.isEmpty()
            ? books.objects("").stream().map(StoredObject::key).toList()
            : directories.stream()
                .filter(name -> !HivePath.ignored(name))
                .map(name -> name + "/")
                .toList();
    return "no partition below "
        + input
        + ": expected "
        + layout
            .declared()
            .map(Layout::name)
            .orElse(
                "exchange=*/symbol=*/year=*/month=*/day=*/*.parquet, or these levels in another"
                    + " order or with date=* for the day")
        + ", found "
        + (seen.isEmpty() ? "nothing" : NearNames.some(List.of(), seen))
        + ". "
        + lakeBelow()
        + "Give the directory above these levels, or say how they are named with --layout, for"
        + " example 'exchange={exchange}/{symbol}/{date}'; this says more: "
        + ShellCommand.silverbook("inspect", input.toString());
  }

  private String hint() {
    try {
      return OtherPartitions.hint(
          filter, LakeSurvey.of(books, layout, PartitionFilter.ALL, clock).partitions());
    } catch (StoreException e) {
      // What cannot be listed was told when partitions were looked for; this is only a hint.
      return "";
    }
  }

  private String lakeBelow() {
    return books.directories("").stream()
        .filter(name -> !HivePath.ignored(name))
        .limit(LISTED)
        .filter(name -> !values(name + "/", "exchange").isEmpty())
        .findFirst()
        .map(name -> "Did you mean --input " + input.address(name) + "? ")
        .orElse("");
  }

  private List<String> values(String prefix, String key) {
    return books.directories(prefix).stream()
        .flatMap(name -> value(name, key).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> value(String name, String key) {
    return HivePath.segment(name)
        .filter(segment -> segment.column().equals(key))
        .map(HivePath.Segment::value);
  }
}
