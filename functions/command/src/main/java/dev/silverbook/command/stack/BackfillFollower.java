package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.Pause;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Watches the ledger and the queue until a backfill's partitions have their verdicts.
 *
 * <p>The queue is asked often. The ledger is read whole, so after a reading that took long it rests
 * for longer.
 */
public final class BackfillFollower {

  /** Why following ended. */
  public enum Ending {
    /** Every message has led to a verdict. */
    VERDICTS,
    /**
     * The queue is empty and no partition of the run is open: the messages without a verdict found
     * nothing to do, or another run was faster.
     */
    DRAINED,
    /** Nothing has happened for long, though partitions of the run are open. */
    STALLED,
    /** Whoever watches wants to go. */
    STOPPED
  }

  /**
   * How far it is.
   *
   * @param sent messages that were sent; more to come when the function goes on by itself
   * @param waiting messages that the queue holds, also of others
   * @param processed partitions of this run
   * @param failed partitions of this run
   * @param open partitions of this run that are in work or wait for another try
   */
  public record Standing(long sent, long waiting, long processed, long failed, long open) {}

  /**
   * The end.
   *
   * @param entries the ledger's entries of this run, by partition
   */
  public record Result(Ending ending, List<LedgerEntry> entries) {
    /** Those of them that failed. */
    public List<LedgerEntry> failed() {
      return entries.stream().filter(entry -> is(entry, LedgerStatus.FAILED)).toList();
    }

    /** How many of them are processed. */
    public long processed() {
      return entries.stream().filter(entry -> is(entry, LedgerStatus.PROCESSED)).count();
    }
  }

  /** Hears how it goes on. */
  @FunctionalInterface
  public interface Watcher {
    /** After each look. */
    void saw(Standing standing);
  }

  private static final Duration QUEUE_LOOK = Duration.ofSeconds(2);
  private static final Duration LEDGER_LOOK = Duration.ofSeconds(5);

  /** Reading the ledger takes at most a twentieth of the time. */
  private static final int LEDGER_SHARE = 20;

  /** The queue's counts may be a minute behind. */
  private static final Duration QUIET = Duration.ofSeconds(75);

  /** A backfill that goes on by itself may list for long before it sends again. */
  private static final Duration QUIET_WHILE_CONTINUING = Duration.ofMinutes(6);

  /** Longer than an invocation and the lease it leaves. */
  private static final Duration STALL = Duration.ofMinutes(20);

  private final Ledger ledger;
  private final LongSupplier queue;
  private final Pause pause;
  private final Clock clock;

  /**
   * Looks at the ledger and the queue only while it is told to follow.
   *
   * @param queue how many messages the queue holds now
   */
  public BackfillFollower(Ledger ledger, LongSupplier queue, Pause pause, Clock clock) {
    this.ledger = ledger;
    this.queue = queue;
    this.pause = pause;
    this.clock = clock;
  }

  /** Follows; returns at once when nothing was sent and nothing will be. */
  public Result follow(BackfillAnswer answer, Watcher watcher) throws InterruptedException {
    boolean stopped = false;
    Instant nextReading = clock.instant();
    Instant quietSince = clock.instant();
    Standing last = null;
    List<LedgerEntry> entries = List.of();
    while (true) {
      long waiting = queue.getAsLong();
      boolean read = !clock.instant().isBefore(nextReading);
      if (read) {
        Instant start = clock.instant();
        entries = entriesOf(answer.runId());
        nextReading = clock.instant().plus(rest(Duration.between(start, clock.instant())));
      }
      Standing standing = standing(answer.sent(), waiting, entries);
      watcher.saw(standing);
      if (!standing.equals(last)) {
        quietSince = clock.instant();
        last = standing;
      }
      Duration quiet = Duration.between(quietSince, clock.instant());
      Optional<Ending> ending = stopped ? Optional.of(Ending.STOPPED) : Optional.empty();
      // Only fresh readings decide.
      if (ending.isEmpty() && read) {
        ending = ending(answer, standing, quiet);
      }
      if (ending.isPresent()) {
        return new Result(ending.get(), entries);
      }
      stopped = !pause.pause(QUEUE_LOOK);
    }
  }

  private static Optional<Ending> ending(BackfillAnswer answer, Standing standing, Duration quiet) {
    if (!answer.continues() && standing.processed() + standing.failed() >= answer.sent()) {
      return Optional.of(Ending.VERDICTS);
    }
    if (standing.waiting() > 0) {
      return Optional.empty();
    }
    Duration enough = answer.continues() ? QUIET_WHILE_CONTINUING : QUIET;
    if (standing.open() == 0 && quiet.compareTo(enough) >= 0) {
      return Optional.of(Ending.DRAINED);
    }
    return quiet.compareTo(STALL) >= 0 ? Optional.of(Ending.STALLED) : Optional.empty();
  }

  private static Duration rest(Duration took) {
    Duration share = took.multipliedBy(LEDGER_SHARE);
    return share.compareTo(LEDGER_LOOK) > 0 ? share : LEDGER_LOOK;
  }

  private List<LedgerEntry> entriesOf(String runId) {
    try (Stream<LedgerEntry> all = ledger.entries()) {
      return all.filter(entry -> entry.runId().equals(runId))
          .sorted((one, other) -> one.partition().compareTo(other.partition()))
          .toList();
    }
  }

  private static Standing standing(long sent, long waiting, List<LedgerEntry> entries) {
    long processed = entries.stream().filter(entry -> is(entry, LedgerStatus.PROCESSED)).count();
    long failed = entries.stream().filter(entry -> is(entry, LedgerStatus.FAILED)).count();
    return new Standing(sent, waiting, processed, failed, entries.size() - processed - failed);
  }

  private static boolean is(LedgerEntry entry, LedgerStatus status) {
    return entry.status().equals(Optional.of(status));
  }
}
