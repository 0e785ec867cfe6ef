package dev.silverbook.pipeline.plan;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutDetection;
import dev.silverbook.lake.layout.LayoutField;
import dev.silverbook.lake.layout.LayoutLevel;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the partitions of a lake by its directories alone, level by level as its layout has them.
 * What the filter leaves out is not listed, and nothing below the day ever is; only where the
 * layout ends in a file's name are that level's objects listed. The second level is listed as it is
 * consumed, so that memory holds the days of a few symbols, not the lake.
 *
 * <p>Several directories may spell one partition ({@code month=8}, {@code month=08}); it is found
 * once. Names that start with {@code .} or {@code _} are passed over; others that do not fit are
 * told to {@code ignored}, once each and never fatal. What the store refuses or fails to list ends
 * the walk, unless {@code unlisted} takes it.
 */
public final class PartitionDiscovery {

  /** Levels that are listed at once; each branch below is listed as it is consumed. */
  private static final int EAGER_LEVELS = 2;

  private record Node(Map<LayoutField, String> values, List<String> prefixes) {}

  private final LakeStore store;
  private final LayoutChoice choice;
  private final PartitionFilter filter;
  private final Optional<PartitionId> after;
  private final Consumer<IgnoredPath> ignored;
  private final Consumer<StoreException> unlisted;
  private final Map<String, List<String>> known = new HashMap<>();
  private Optional<Layout> layout = Optional.empty();

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
    this(store, LayoutChoice.DETECTED, filter, after, ignored, unlisted);
  }

  /**
   * The same, in a layout that is chosen.
   *
   * @param after go on behind this partition in the layout's order; empty to start at the beginning
   * @param unlisted told of each failure to list, from the threads that list; what it throws ends
   *     the walk
   */
  public PartitionDiscovery(
      LakeStore store,
      LayoutChoice choice,
      PartitionFilter filter,
      Optional<PartitionId> after,
      Consumer<IgnoredPath> ignored,
      Consumer<StoreException> unlisted) {
    this.store = store;
    this.choice = choice;
    this.filter = filter;
    this.after = after;
    this.ignored = ignored;
    this.unlisted = unlisted;
  }

  /**
   * The partitions in the layout's order, each once, listed by the consuming thread.
   *
   * @throws StoreException here or while consuming, when the store refuses or fails and {@code
   *     unlisted} does not take it
   */
  public Stream<PartitionId> partitions() {
    return partitions(Runnable::run, 1);
  }

  /**
   * The layout that the walk goes by: declared, else detected, else the canonical one.
   *
   * @throws StoreException when the store refuses or fails
   */
  public synchronized Layout layout() {
    if (layout.isEmpty()) {
      layout = choice.declared().or(() -> detect(known));
    }
    return layout.orElse(Layout.CANONICAL);
  }

  /** The same, with the next {@code ahead} branches listed by {@code executor} meanwhile. */
  public Stream<PartitionId> partitions(Executor executor, int ahead) {
    Layout by = layout();
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Walk(by, known, branches(by, known).iterator(), executor, ahead),
            Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL),
        false);
  }

  /** What it lists is kept in {@code known}, so that the walk does not list it again. */
  private Optional<Layout> detect(Map<String, List<String>> known) {
    return new LayoutDetection(
            prefix -> listedFor(prefix, known), this::mayBeWanted, choice.constants())
        .detect();
  }

  private List<String> listedFor(String prefix, Map<String, List<String>> known) {
    try {
      List<String> names = store.directories(prefix);
      known.put(prefix, names);
      return names;
    } catch (StoreException e) {
      if (prefix.isEmpty()) {
        throw e;
      }
      // The walk lists it again, and tells.
      return List.of();
    }
  }

  private boolean mayBeWanted(String column, String value) {
    if (column.equals("year") || column.equals("month")) {
      return filter.from().filter(day -> LayoutField.isOf(day, column, value)).isPresent()
          || filter.to().filter(day -> LayoutField.isOf(day, column, value)).isPresent();
    }
    return (filter.exchanges().isEmpty() && filter.symbols().isEmpty() && after.isEmpty())
        || filter.exchanges().contains(value)
        || (!filter.symbols().isEmpty() && filter.hasSymbol(value))
        || after
            .filter(last -> value.equals(last.exchange()) || value.equals(last.symbol()))
            .isPresent();
  }

  private List<Node> branches(Layout layout, Map<String, List<String>> known) {
    List<Node> nodes = List.of(new Node(layout.start(), List.of("")));
    if (!wanted(layout, layout.start())) {
      return List.of();
    }
    for (int level = 0; level < eager(layout); level++) {
      nodes = below(layout, nodes, level, known);
    }
    return nodes;
  }

  private static int eager(Layout layout) {
    return Math.min(EAGER_LEVELS, layout.depth() - 1);
  }

  private List<PartitionId> partitions(
      Layout layout, Node branch, Map<String, List<String>> known) {
    List<Node> nodes = List.of(branch);
    for (int level = eager(layout); level < layout.depth(); level++) {
      nodes = below(layout, nodes, level, known);
    }
    List<PartitionId> partitions = new ArrayList<>();
    for (Node node : nodes) {
      partitions.add(layout.partition(node.values()).orElseThrow());
    }
    return partitions;
  }

  private List<Node> below(
      Layout layout, List<Node> nodes, int level, Map<String, List<String>> known) {
    List<Node> all = new ArrayList<>();
    nodes.forEach(node -> all.addAll(children(layout, node, level, known)));
    return all;
  }

  /** The next level below a node in order: by value, all prefixes that spell it. */
  private List<Node> children(
      Layout layout, Node node, int number, Map<String, List<String>> known) {
    LayoutLevel level = layout.levels().get(number);
    boolean files = layout.endsInFile() && number == layout.levels().size() - 1;
    TreeMap<String, Node> children = new TreeMap<>();
    for (String prefix : node.prefixes()) {
      List<String> names =
          files
              ? fileNames(prefix)
              : Optional.ofNullable(known.get(prefix)).orElseGet(() -> names(prefix));
      for (String name : names) {
        if (HivePath.ignored(name)) {
          continue;
        }
        String path = files ? prefix + name : prefix + name + "/";
        Optional<Map<LayoutField, String>> matched = level.match(name);
        if (matched.isEmpty()) {
          ignored.accept(
              new IgnoredPath(
                  path, "expected a " + (files ? "file " : "directory ") + level.expected()));
          continue;
        }
        Map<LayoutField, String> values = new EnumMap<>(LayoutField.class);
        values.putAll(node.values());
        values.putAll(matched.get());
        if (!exists(layout, values)) {
          ignored.accept(new IgnoredPath(path, "there is no such day"));
        } else if (wanted(layout, values)) {
          children
              .computeIfAbsent(order(level, values), none -> new Node(values, new ArrayList<>()))
              .prefixes()
              .add(path);
        }
      }
    }
    return List.copyOf(children.values());
  }

  private static String order(LayoutLevel level, Map<LayoutField, String> values) {
    StringBuilder key = new StringBuilder();
    level.fields().forEach(field -> key.append(values.get(field)).append('\0'));
    return key.toString();
  }

  private static boolean exists(Layout layout, Map<LayoutField, String> values) {
    String month = values.get(LayoutField.MONTH);
    if (month != null && HivePath.date("2000", month, "1").isEmpty()) {
      return false;
    }
    return !dayKnown(values) || layout.day(values).isPresent();
  }

  private static boolean dayKnown(Map<LayoutField, String> values) {
    return values.containsKey(LayoutField.DATE)
        || (values.containsKey(LayoutField.YEAR)
            && values.containsKey(LayoutField.MONTH)
            && values.containsKey(LayoutField.DAY));
  }

  /** Whether something below may be wanted and lies behind the cursor. */
  private boolean wanted(Layout layout, Map<LayoutField, String> values) {
    String exchange = values.get(LayoutField.EXCHANGE);
    String symbol = values.get(LayoutField.SYMBOL);
    String year = values.get(LayoutField.YEAR);
    String month = values.get(LayoutField.MONTH);
    return (exchange == null || filter.hasExchange(exchange))
        && (symbol == null || filter.hasSymbol(symbol))
        && (year == null || filter.hasYear(Integer.parseInt(year)))
        && (year == null
            || month == null
            || filter.hasMonth(YearMonth.of(Integer.parseInt(year), Integer.parseInt(month))))
        && (!dayKnown(values) || filter.hasDay(layout.day(values).orElseThrow()))
        && after.map(last -> behind(layout, values, last)).orElse(true);
  }

  private static boolean behind(
      Layout layout, Map<LayoutField, String> values, PartitionId cursor) {
    for (LayoutLevel level : layout.levels()) {
      for (LayoutField field : level.fields()) {
        if (!values.containsKey(field)) {
          return true;
        }
        int order = values.get(field).compareTo(Layout.value(cursor, field));
        if (order != 0) {
          return order > 0;
        }
      }
    }
    return false;
  }

  private List<String> fileNames(String prefix) {
    return store.objects(prefix).stream()
        .map(object -> object.key().substring(prefix.length()))
        .filter(name -> name.indexOf('/') < 0)
        .toList();
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

  /** Partitions of branch after branch, the next few listed ahead. */
  private final class Walk implements Iterator<PartitionId> {

    private final Layout layout;
    private final Map<String, List<String>> known;
    private final Iterator<Node> branches;
    private final Executor executor;
    private final int ahead;
    private final Deque<CompletableFuture<List<PartitionId>>> listings = new ArrayDeque<>();
    private Iterator<PartitionId> current = List.<PartitionId>of().iterator();

    Walk(
        Layout layout,
        Map<String, List<String>> known,
        Iterator<Node> branches,
        Executor executor,
        int ahead) {
      this.layout = layout;
      this.known = known;
      this.branches = branches;
      this.executor = executor;
      this.ahead = ahead;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext()) {
        while (listings.size() < ahead && branches.hasNext()) {
          Node branch = branches.next();
          listings.add(
              CompletableFuture.supplyAsync(() -> partitions(layout, branch, known), executor));
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
