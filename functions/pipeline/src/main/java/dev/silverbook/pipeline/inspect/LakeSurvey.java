package dev.silverbook.pipeline.inspect;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How much a lake holds, as far as time allowed to list it.
 *
 * @param partitions in the layout's order
 * @param complete whether these are all: else every count is a lower bound
 * @param exchanges their names
 * @param symbols their names
 * @param days their dates
 * @param size of what was listed below the partitions
 * @param ignored some of the directories and files that fit no partition
 * @param ignoredCount how many there are of them
 * @param unlisted why some directories could not be listed
 */
public record LakeSurvey(
    List<PartitionId> partitions,
    boolean complete,
    Set<String> exchanges,
    Set<String> symbols,
    Set<LocalDate> days,
    Size size,
    List<IgnoredPath> ignored,
    long ignoredCount,
    List<String> unlisted) {

  /** What is kept of names that nobody reads. */
  private static final int NAMED = 5;

  private static final Duration FOR_DIRECTORIES = Duration.ofMillis(1_200);
  private static final Duration FOR_FILES = Duration.ofMillis(300);

  /**
   * Files below some partitions.
   *
   * @param partitions how many were listed
   * @param files inputs by their names
   * @param bytes their size
   * @param others files that are no input by their names
   */
  public record Size(long partitions, long files, long bytes, long others) {}

  /** Whether there is any partition. */
  public boolean found() {
    return !partitions.isEmpty();
  }

  /**
   * Lists directories, and then what is below as many partitions as time allows.
   *
   * @param choice how the lake is laid out
   * @throws StoreException when the root cannot be listed
   */
  public static LakeSurvey of(
      LakeStore store, LayoutChoice choice, PartitionFilter filter, Clock clock) {
    BoundedListing listed = new BoundedListing(store, clock, clock.instant().plus(FOR_DIRECTORIES));
    List<PartitionId> partitions = new ArrayList<>();
    Set<String> exchanges = new TreeSet<>();
    Set<String> symbols = new TreeSet<>();
    Set<LocalDate> days = new TreeSet<>();
    List<IgnoredPath> ignored = new ArrayList<>();
    long[] ignoredCount = new long[1];
    List<String> unlisted = new ArrayList<>();
    try (Stream<PartitionId> found =
        new PartitionDiscovery(
                listed,
                choice,
                filter,
                Optional.empty(),
                path -> {
                  ignoredCount[0]++;
                  if (ignored.size() < NAMED) {
                    ignored.add(path);
                  }
                },
                failure -> unlisted.add(failure.getMessage()))
            .partitions()) {
      found.forEach(
          partition -> {
            partitions.add(partition);
            exchanges.add(partition.exchange());
            symbols.add(partition.symbol());
            days.add(partition.date());
          });
    }
    Size size = size(listed, choice, partitions, unlisted, clock);
    return new LakeSurvey(
        List.copyOf(partitions),
        !listed.cut() && unlisted.isEmpty(),
        Collections.unmodifiableSet(exchanges),
        Collections.unmodifiableSet(symbols),
        Collections.unmodifiableSet(days),
        size,
        List.copyOf(ignored),
        ignoredCount[0],
        List.copyOf(unlisted));
  }

  private static Size size(
      BoundedListing listed,
      LayoutChoice choice,
      List<PartitionId> partitions,
      List<String> unlisted,
      Clock clock) {
    Instant deadline = clock.instant().plus(FOR_FILES);
    LakeStore store = listed.until(Instant.MAX);
    InputListing listing =
        new InputListing(new LakeStores(store, Optional.empty(), store, choice, choice));
    long below = 0;
    long files = 0;
    long bytes = 0;
    long others = 0;
    for (PartitionId partition : partitions) {
      if (below > 0 && !clock.instant().isBefore(deadline)) {
        break;
      }
      try {
        PartitionInputs inputs = listing.list(partition);
        files += inputs.orderBook().size();
        bytes += inputs.bytes();
        others += inputs.ignored().size();
        below++;
      } catch (StoreException e) {
        unlisted.add(e.getMessage());
      }
    }
    return new Size(below, files, bytes, others);
  }

  /**
   * Whether there is any partition at all, as far as time allows to tell.
   *
   * @throws StoreException when the root cannot be listed
   */
  public static boolean anyPartition(LakeStore store, LayoutChoice choice, Clock clock) {
    try (Stream<PartitionId> found =
        new PartitionDiscovery(
                new BoundedListing(store, clock, clock.instant().plus(FOR_DIRECTORIES)),
                choice,
                PartitionFilter.ALL,
                Optional.empty(),
                path -> {},
                failure -> {})
            .partitions()) {
      return found.findFirst().isPresent();
    }
  }

  /** The first, the middle and the last partition: different symbols and days where there are. */
  public List<PartitionId> some() {
    if (partitions.isEmpty()) {
      return List.of();
    }
    int last = partitions.size() - 1;
    return Stream.of(0, last / 2, last).distinct().map(partitions::get).toList();
  }
}
