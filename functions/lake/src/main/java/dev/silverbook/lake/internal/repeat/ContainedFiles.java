package dev.silverbook.lake.internal.repeat;

import dev.silverbook.lake.internal.order.ScannedObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds files whose trades are all contained in another file: in every time, as often, equal in
 * price, amount and side. Only files whose time lies within the other's can be; most partitions
 * have none. Memory is that of the trades of one time.
 */
final class ContainedFiles {

  private final IntFunction<String> keys;

  /** By rank: ranks of files that may still contain it. */
  private final List<List<Integer>> containers = new ArrayList<>();

  private boolean possible;
  private long time = Long.MIN_VALUE;
  private long[] hashes = new long[16];
  private int[] ranks = new int[16];
  private int count;

  ContainedFiles(ScannedObjects objects) {
    this(IntStream.range(0, objects.size()).mapToObj(objects::covering).toList(), objects::key);
  }

  /**
   * Of files by rank.
   *
   * @param covering ranks of files that may contain each
   * @param keys their names
   */
  ContainedFiles(List<List<Integer>> covering, IntFunction<String> keys) {
    this.keys = keys;
    for (List<Integer> ranksOfOne : covering) {
      containers.add(new ArrayList<>(ranksOfOne));
      possible |= !ranksOfOne.isEmpty();
    }
  }

  /** Takes the next trade, by time; {@code values} is a hash of all that it is. */
  void see(long tradeTime, int rank, long values) {
    if (!possible) {
      return;
    }
    if (tradeTime != time) {
      compare();
      time = tradeTime;
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
      ranks = Arrays.copyOf(ranks, 2 * count);
    }
    hashes[count] = values;
    ranks[count] = rank;
    count++;
  }

  /** A file that is contained in another, in words; after the last trade. */
  Optional<String> contained() {
    compare();
    for (int rank = 0; rank < containers.size(); rank++) {
      if (!containers.get(rank).isEmpty()) {
        return Optional.of(
            "all trades of "
                + keys.apply(rank)
                + " are in "
                + keys.apply(containers.get(rank).get(0))
                + ", too: they count twice");
      }
    }
    return Optional.empty();
  }

  /** Holds the trades of one time against each other. */
  private void compare() {
    boolean left = false;
    for (int rank = 0; rank < containers.size(); rank++) {
      List<Integer> candidates = containers.get(rank);
      if (candidates.isEmpty()) {
        continue;
      }
      long[] own = of(rank);
      if (own.length > 0) {
        candidates.removeIf(other -> !contains(of(other), own));
      }
      left |= !candidates.isEmpty();
    }
    possible &= left;
    count = 0;
  }

  private long[] of(int rank) {
    long[] found = new long[count];
    int length = 0;
    for (int i = 0; i < count; i++) {
      if (ranks[i] == rank) {
        found[length++] = hashes[i];
      }
    }
    found = Arrays.copyOf(found, length);
    Arrays.sort(found);
    return found;
  }

  private static boolean contains(long[] all, long[] some) {
    int at = 0;
    for (long one : some) {
      while (at < all.length && all[at] < one) {
        at++;
      }
      if (at == all.length || all[at] != one) {
        return false;
      }
      at++;
    }
    return true;
  }
}
