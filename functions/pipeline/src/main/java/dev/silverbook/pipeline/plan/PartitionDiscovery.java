package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the partitions of a lake by its directories alone, level by level: {@code exchange=},
 * {@code symbol=}, {@code year=}, {@code month=}, {@code day=}. What the filter leaves out is not
 * listed, and nothing below a day ever is. Symbols are listed as they are consumed, so that memory
 * holds the days of a few symbols, not the lake.
 *
 * <p>Several directories may spell one partition ({@code month=8}, {@code month=08}); it is found
 * once. Names that start with {@code .} or {@code _} are passed over; other directories that do not
 * fit are told to {@code ignored}, once each and never fatal. What the store refuses or fails to
 * list ends the walk, unless {@code unlisted} takes it.
 */
public final class PartitionDiscovery {

  private record Symbol(String exchange, String symbol, List<String> prefixes) {}

  private final LakeStore store;
  private final PartitionFilter filter;
  private final Optional<PartitionId> after;
  private final Consumer<IgnoredPath> ignored;
  private final Consumer<StoreException> unlisted;

  /**
   * One walk, which ends with the first failure to list.
   *
   * @param after go on behind this partition; empty to start at the beginning
   * @param ignored told from the threads that list
   */
  public PartitionDiscovery(
      LakeStore store,
      PartitionFilter filter,
      Optional<PartitionId> after,
      Consumer<IgnoredPath> ignored) {
    this(
        store,
        filter,
        after,
        ignored,
        failure -> {
          throw failure;
        });
  }

  /**
   * One walk, which leaves out what is below a directory that cannot be listed. The root's failure
   * still ends it: without the root there is no walk.
   *
   * @param after go on behind this partition; empty to start at the beginning
   * @param ignored told from the threads that list
   * @param unlisted told of each failure to list, from the threads that list; what it throws ends
   *     the walk
   */
  public PartitionDiscovery(
      LakeStore store,
      PartitionFilter filter,
      Optional<PartitionId> after,
      Consumer<IgnoredPath> ignored,
      Consumer<StoreException> unlisted) {
    this.store = store;
    this.filter = filter;
    this.after = after;
    this.ignored = ignored;
    this.unlisted = unlisted;
  }

  /**
   * The partitions in their natural order, each once, listed by the consuming thread.
   *
   * @throws StoreException here or while consuming, when the store refuses or fails and {@code
   *     unlisted} does not take it
   */
  public Stream<PartitionId> partitions() {
    return partitions(Runnable::run, 1);
  }

  /**
   * The same, with the days of the next {@code ahead} symbols listed by {@code executor} meanwhile.
   */
  public Stream<PartitionId> partitions(Executor executor, int ahead) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Walk(symbols().iterator(), executor, ahead),
            Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL),
        false);
  }

  private List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    children(List.of(""), "exchange")
        .forEach(
            (exchange, prefixes) -> {
              if (filter.hasExchange(exchange) && !isBefore(exchange)) {
                children(prefixes, "symbol")
                    .forEach(
                        (symbol, below) -> {
                          if (filter.hasSymbol(symbol) && !isBefore(exchange, symbol)) {
                            symbols.add(new Symbol(exchange, symbol, below));
                          }
                        });
              }
            });
    return symbols;
  }

  private boolean isBefore(String exchange) {
    return after.map(last -> exchange.compareTo(last.exchange()) < 0).orElse(false);
  }

  private boolean isBefore(String exchange, String symbol) {
    return after
        .filter(last -> exchange.equals(last.exchange()))
        .map(last -> symbol.compareTo(last.symbol()) < 0)
        .orElse(false);
  }

  private List<PartitionId> partitions(Symbol symbol) {
    TreeSet<PartitionId> partitions = new TreeSet<>();
    for (String symbolPrefix : symbol.prefixes()) {
      for (Numbered year : numbered(symbolPrefix, "year", 4, 4)) {
        if (filter.hasYear(year.number())) {
          for (Numbered month : numbered(year.prefix(), "month", 1, 2)) {
            addDays(symbol, year, month, partitions);
          }
        }
      }
    }
    return List.copyOf(partitions);
  }

  private void addDays(Symbol symbol, Numbered year, Numbered month, Set<PartitionId> partitions) {
    if (month.number() < 1 || month.number() > 12) {
      ignored.accept(new IgnoredPath(month.prefix(), "there is no such month"));
      return;
    }
    if (!filter.hasMonth(YearMonth.of(year.number(), month.number()))) {
      return;
    }
    for (Numbered day : numbered(month.prefix(), "day", 1, 2)) {
      try {
        LocalDate date = LocalDate.of(year.number(), month.number(), day.number());
        PartitionId partition = new PartitionId(symbol.exchange(), symbol.symbol(), date);
        if (filter.hasDay(date) && after.map(last -> partition.compareTo(last) > 0).orElse(true)) {
          partitions.add(partition);
        }
      } catch (DateTimeException e) {
        ignored.accept(new IgnoredPath(day.prefix(), "there is no such day"));
      }
    }
  }

  private record Numbered(int number, String prefix) {}

  /** Directories {@code key=digits} below a prefix. */
  private List<Numbered> numbered(String prefix, String key, int fewest, int most) {
    List<Numbered> found = new ArrayList<>();
    children(List.of(prefix), key)
        .forEach(
            (value, prefixes) -> {
              if (value.matches("[0-9]{" + fewest + "," + most + "}")) {
                prefixes.forEach(below -> found.add(new Numbered(Integer.parseInt(value), below)));
              } else {
                prefixes.forEach(
                    below -> ignored.accept(new IgnoredPath(below, key + " is not a number")));
              }
            });
    return found;
  }

  /** Directories {@code key=value} below some prefixes: by value, all prefixes that spell it. */
  private Map<String, List<String>> children(List<String> prefixes, String key) {
    TreeMap<String, List<String>> children = new TreeMap<>();
    for (String prefix : prefixes) {
      for (String name : names(prefix)) {
        if (HivePath.ignored(name)) {
          continue;
        }
        String path = prefix + name + "/";
        Optional<String> value =
            HivePath.segment(name)
                .filter(segment -> segment.column().equals(key))
                .map(HivePath.Segment::value);
        if (value.isPresent()) {
          children.computeIfAbsent(value.get(), none -> new ArrayList<>()).add(path);
        } else {
          ignored.accept(new IgnoredPath(path, "expected a directory " + key + "=…"));
        }
      }
    }
    return children;
  }

  private List<String> names(String prefix) {
    try {
      return store.directories(prefix);
    } catch (StoreException e) {
      if (prefix.isEmpty()) {
        throw e;
      }
      unlisted.accept(e);
      return List.of();
    }
  }

  /** Partitions of symbol after symbol, the next few listed ahead. */
  private final class Walk implements Iterator<PartitionId> {

    private final Iterator<Symbol> symbols;
    private final Executor executor;
    private final int ahead;
    private final Deque<CompletableFuture<List<PartitionId>>> listings = new ArrayDeque<>();
    private Iterator<PartitionId> current = List.<PartitionId>of().iterator();

    Walk(Iterator<Symbol> symbols, Executor executor, int ahead) {
      this.symbols = symbols;
      this.executor = executor;
      this.ahead = ahead;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext()) {
        while (listings.size() < ahead && symbols.hasNext()) {
          Symbol symbol = symbols.next();
          listings.add(CompletableFuture.supplyAsync(() -> partitions(symbol), executor));
        }
        if (listings.isEmpty()) {
          return false;
        }
        current = listed(listings.remove()).iterator();
      }
      return true;
    }

    @Override
    public PartitionId next() {
      if (!hasNext()) {
        throw new NoSuchElementException("there are no more partitions");
      }
      return current.next();
    }

    private List<PartitionId> listed(CompletableFuture<List<PartitionId>> listing) {
      try {
        return listing.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StoreException refused) {
          throw refused;
        }
        throw e;
      }
    }
  }
}
