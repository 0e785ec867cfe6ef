package dev.silverbook.discovery;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.plan.Planner;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists, decides and sends, chunk after chunk in the partitions' order. Listing, ledger reads and
 * sending of several chunks go on at the same time; they are accounted for in order, so that
 * everything up to the cursor is done and nothing behind it is. Thread-safe.
 */
public final class Backfill {

  private static final Logger LOGGER = LoggerFactory.getLogger(Backfill.class);

  /** One ledger read; ten sends. */
  private static final int CHUNK = 100;

  private static final int IGNORED_SHOWN = 100;

  private final LakeStore orderBooks;
  private final LayoutChoice layout;
  private final PartitionQueue queue;
  private final Planner planner;
  private final Predicate<String> cancelled;
  private final Ledger ledger;
  private final Clock clock;
  private final int threads;

  /**
   * A chunk on its way.
   *
   * @param last where the cursor is when it is done; empty when it stays where it is
   */
  private record Sending(
      Optional<PartitionId> last,
      Map<Decision, Long> decisions,
      int messages,
      long measured,
      long measuredMillis,
      CompletableFuture<List<PartitionMessage>> unsent) {}

  /**
   * Plans one lake, whose layout is detected, for one configuration; nothing is called yet.
   *
   * @param orderBooks whose directories name the partitions
   * @param threads how many calls to stores are under way at most
   */
  public Backfill(
      LakeStore orderBooks,
      Ledger ledger,
      Fingerprint fingerprints,
      PartitionQueue queue,
      Clock clock,
      int threads) {
    this(
        orderBooks,
        LayoutChoice.DETECTED,
        ledger,
        fingerprints,
        queue,
        run -> false,
        clock,
        threads);
  }

  /**
   * A backfill of a lake whose layout is chosen.
   *
   * @param orderBooks whose directories name the partitions
   * @param layout how they do
   * @param cancelled whether nobody wants a run any more, by its id
   * @param threads how many calls to stores are under way at most
   */
  public Backfill(
      LakeStore orderBooks,
      LayoutChoice layout,
      Ledger ledger,
      Fingerprint fingerprints,
      PartitionQueue queue,
      Predicate<String> cancelled,
      Clock clock,
      int threads) {
    this.orderBooks = orderBooks;
    this.layout = layout;
    this.queue = queue;
    this.cancelled = cancelled;
    this.ledger = ledger;
    this.planner = Planner.byLedger(ledger, fingerprints, clock);
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Goes on from a cursor until everything is done or the time is over; at least by one chunk.
   *
   * @param stopAt when to start nothing new; what is under way is still finished
   * @throws BadRequestException when the cursor is of another layout
   * @throws StoreException when a store refuses or fails. What was sent until then is sent: going
   *     on from the same cursor sends it again, which workers find unchanged
   */
  public BackfillResult run(BackfillCursor start, Instant stopAt) {
    AtomicInteger ignored = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "backfill");
              thread.setDaemon(true);
              return thread;
            });
    PartitionDiscovery discovery =
        new PartitionDiscovery(
            orderBooks,
            layout,
            start.request().filter(),
            start.after(),
            path -> tell(path, ignored.getAndIncrement()),
            failure -> {
              throw failure;
            });
    try {
      BackfillCursor cursor = start.invoked(discovery.layout().name());
      try (Stream<PartitionId> partitions = discovery.partitions(pool, threads)) {
        return new Run(cursor, stopAt, partitions.iterator(), pool).finish();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void tell(IgnoredPath path, int before) {
    if (before < IGNORED_SHOWN) {
      LOGGER.warn("passed over {}: {}", path.path(), path.reason());
    } else if (before == IGNORED_SHOWN) {
      LOGGER.warn("passed over more paths, which are not shown");
    }
  }

  /** One invocation's part. */
  private final class Run {

    private final Instant stopAt;
    private final Iterator<PartitionId> partitions;
    private final ExecutorService pool;
    private final PlanRequest wanted;
    private final PlanRequest each;
    private final Deque<CompletableFuture<List<PlanEntry>>> planning = new ArrayDeque<>();
    private final Deque<Sending> sending = new ArrayDeque<>();
    private BackfillCursor cursor;
    private long budget;
    private boolean started;
    private boolean outOfTime;
    private boolean unwanted;
    private boolean limitReached;

    Run(
        BackfillCursor start,
        Instant stopAt,
        Iterator<PartitionId> partitions,
        ExecutorService pool) {
      this.cursor = start;
      this.stopAt = stopAt;
      this.partitions = partitions;
      this.pool = pool;
      this.wanted = start.request().plan();
      this.budget = wanted.limit() - Math.min(wanted.limit(), start.totals().running());
      // The limit is that of the whole run, in order; chunks are decided about out of order.
      this.each = wanted.withoutLimit();
    }

    BackfillResult finish() {
      if (wanted.heal() && cursor.invocations() == 1) {
        healOnOtherDays();
      }
      while (!limitReached && plan()) {
        send(joined(planning.remove()), true);
        while (sending.size() > threads) {
          account(sending.remove());
        }
      }
      while (!sending.isEmpty()) {
        account(sending.remove());
      }
      return new BackfillResult(cursor, ending());
    }

    /**
     * What failed for a reason that passes heals on whatever day it is: the days that are asked for
     * are those that are listed.
     */
    private void healOnOtherDays() {
      PartitionFilter filter = cursor.request().filter();
      PartitionFilter anyDay = filter.onAnyDay();
      PlanRequest heal = new PlanRequest(PlanRequest.NO_LIMIT, false, false, false, true);
      try (Stream<LedgerEntry> unsettled = ledger.unsettled()) {
        Iterator<PartitionId> others =
            unsettled
                .map(LedgerEntry::partition)
                .filter(partition -> anyDay.has(partition) && !filter.has(partition))
                .iterator();
        while (others.hasNext() && !limitReached) {
          send(planner.plan(chunk(others).stream(), heal).toList(), false);
          sending.forEach(this::account);
          sending.clear();
        }
      }
    }

    private BackfillResult.Ending ending() {
      if (unwanted) {
        return BackfillResult.Ending.CANCELLED;
      }
      if (limitReached) {
        return BackfillResult.Ending.LIMIT_REACHED;
      }
      return outOfTime ? BackfillResult.Ending.CONTINUES : BackfillResult.Ending.COMPLETE;
    }

    /** Keeps as many chunks being decided about as there are threads; false when there is none. */
    private boolean plan() {
      while (planning.size() < threads && !outOfTime && !unwanted && partitions.hasNext()) {
        if (cancelled.test(cursor.runId())) {
          unwanted = true;
          planning.clear();
          break;
        }
        if (started && !clock.instant().isBefore(stopAt)) {
          outOfTime = true;
          break;
        }
        started = true;
        List<PartitionId> chunk = chunk(partitions);
        planning.add(
            CompletableFuture.supplyAsync(() -> planner.plan(chunk.stream(), each).toList(), pool));
      }
      return !planning.isEmpty();
    }

    private static List<PartitionId> chunk(Iterator<PartitionId> from) {
      List<PartitionId> chunk = new ArrayList<>(CHUNK);
      while (chunk.size() < CHUNK && from.hasNext()) {
        chunk.add(from.next());
      }
      return chunk;
    }

    private void send(List<PlanEntry> entries, boolean inOrder) {
      Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
      List<PartitionMessage> messages = new ArrayList<>();
      PartitionId last = null;
      long measured = 0;
      long measuredMillis = 0;
      for (PlanEntry entry : entries) {
        if (entry.decision().runs()) {
          if (budget == 0) {
            limitReached = true;
            break;
          }
          budget--;
          messages.add(entry.message(cursor.runId()));
        }
        decisions.merge(entry.decision(), 1L, Long::sum);
        last = entry.partition();
        measured += entry.tookMillis().isPresent() ? 1 : 0;
        measuredMillis += entry.tookMillis().orElse(0);
      }
      if (last != null) {
        sending.add(
            new Sending(
                inOrder ? Optional.of(last) : Optional.empty(),
                decisions,
                messages.size(),
                measured,
                measuredMillis,
                sent(messages)));
      }
    }

    private CompletableFuture<List<PartitionMessage>> sent(List<PartitionMessage> messages) {
      return messages.isEmpty() || cursor.request().dryRun()
          ? CompletableFuture.completedFuture(List.of())
          : CompletableFuture.supplyAsync(() -> queue.send(messages, Duration.ZERO), pool);
    }

    private void account(Sending chunk) {
      List<PartitionMessage> unsent = joined(chunk.unsent());
      long sent = cursor.request().dryRun() ? 0 : chunk.messages() - unsent.size();
      cursor =
          cursor.handled(
              chunk.last(),
              cursor
                  .totals()
                  .measuring(chunk.measured(), chunk.measuredMillis())
                  .plus(
                      chunk.decisions(),
                      sent,
                      unsent.stream().map(PartitionMessage::partition).toList()));
    }

    private <T> T joined(CompletableFuture<T> future) {
      try {
        return future.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StoreException refused) {
          throw refused;
        }
        throw e;
      }
    }
  }
}
