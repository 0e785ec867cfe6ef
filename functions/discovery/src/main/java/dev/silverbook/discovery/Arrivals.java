package dev.silverbook.discovery;

import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.events.QueueRecord;
import dev.silverbook.aws.events.StorageEvent;
import dev.silverbook.aws.events.StorageEvents;
import dev.silverbook.aws.function.QueueAnswer;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns object-created events into one delayed message per partition. The first event of a
 * partition leaves a note in the ledger that a message is on its way; those that find the note are
 * done. Whoever claims the partition removes the note before he lists the objects. Thread-safe.
 *
 * <p>When a message could not be sent, its events have to come again, and not before their own note
 * has expired: the queue's visibility timeout must be longer than the settle time.
 */
public final class Arrivals {

  private static final Logger LOGGER = LoggerFactory.getLogger(Arrivals.class);

  private final S3Location orderBooks;
  private final Optional<S3Location> trades;
  private final LayoutChoice orderBookLayout;
  private final LayoutChoice tradesLayout;
  private final Ledger ledger;
  private final PartitionQueue queue;
  private final Clock clock;
  private final Duration settle;
  private final Executor executor;

  /**
   * What a batch came to.
   *
   * @param answer which messages come again
   * @param scheduled partitions that got a message
   * @param pending partitions that already had one on its way
   * @param ignored events that name no input
   * @param unplaced events of inputs by their names that fit no partition of the layout
   * @param malformed events that could not be understood
   * @param failed partitions whose events come again
   */
  public record Result(
      QueueAnswer answer,
      int scheduled,
      int pending,
      int ignored,
      int unplaced,
      int malformed,
      int failed) {}

  private record Scheduling(PartitionId partition, CompletableFuture<Boolean> noted) {}

  /**
   * Plans for one lake and one configuration; nothing is called yet.
   *
   * @param settle how long to wait for more objects of a partition
   * @param executor runs the calls to the ledger
   */
  public Arrivals(
      S3Location orderBooks,
      Optional<S3Location> trades,
      LayoutChoice orderBookLayout,
      LayoutChoice tradesLayout,
      Ledger ledger,
      PartitionQueue queue,
      Clock clock,
      Duration settle,
      Executor executor) {
    this.orderBooks = orderBooks;
    this.trades = trades;
    this.orderBookLayout = orderBookLayout;
    this.tradesLayout = tradesLayout;
    this.ledger = ledger;
    this.queue = queue;
    this.clock = clock;
    this.settle = settle;
    this.executor = executor;
  }

  /**
   * Handles a batch; nothing is thrown.
   *
   * @param runId names this batch in messages and logs
   */
  public Result handle(List<QueueRecord> messages, String runId) {
    QueueAnswer answer = new QueueAnswer();
    Map<PartitionId, Set<String>> senders = new LinkedHashMap<>();
    int ignored = 0;
    int malformed = 0;
    List<String> unplaced = new ArrayList<>();
    for (QueueRecord message : messages) {
      for (StorageEvent event : StorageEvents.decode(message.body())) {
        if (event instanceof StorageEvent.ObjectCreated created) {
          Optional<PartitionId> partition = partition(created);
          partition.ifPresent(
              named ->
                  senders
                      .computeIfAbsent(named, none -> new LinkedHashSet<>())
                      .add(message.messageId()));
          if (partition.isEmpty() && mayBeInput(created)) {
            unplaced.add(created.key());
          } else {
            ignored += partition.isPresent() ? 0 : 1;
          }
        } else if (event instanceof StorageEvent.Malformed wrong) {
          LOGGER.error(
              "message {} is no storage event: field '{}': {}",
              message.messageId(),
              wrong.field(),
              wrong.message());
          // It ends in the dead-letter queue, where it is kept.
          answer.failed(message.messageId());
          malformed++;
        } else {
          ignored++;
        }
      }
    }
    if (!unplaced.isEmpty()) {
      LOGGER.warn(
          "{} new objects fit no partition, {} among them; the parameter Layout says how paths name"
              + " partitions",
          unplaced.size(),
          unplaced.get(0));
    }
    Set<PartitionId> failed = new LinkedHashSet<>();
    List<PartitionMessage> due = note(senders.keySet(), runId, failed);
    send(due, failed);
    failed.forEach(partition -> senders.get(partition).forEach(answer::failed));
    int sent = (int) due.stream().filter(each -> !failed.contains(each.partition())).count();
    return new Result(
        answer,
        sent,
        senders.size() - sent - failed.size(),
        ignored,
        unplaced.size(),
        malformed,
        failed.size());
  }

  private Optional<PartitionId> partition(StorageEvent.ObjectCreated created) {
    return below(orderBooks, created)
        .filter(InputFileName::isInput)
        .flatMap(orderBookLayout::place)
        .or(
            () ->
                trades
                    .flatMap(location -> below(location, created))
                    .filter(InputFileName::isInput)
                    .flatMap(tradesLayout::place));
  }

  /** Whether an object lies where inputs are, is visible, and is one by its name. */
  private boolean mayBeInput(StorageEvent.ObjectCreated created) {
    return below(orderBooks, created)
        .or(() -> trades.flatMap(location -> below(location, created)))
        .filter(InputFileName::isInput)
        .filter(key -> Arrays.stream(key.split("/")).noneMatch(HivePath::ignored))
        .isPresent();
  }

  private static Optional<String> below(S3Location location, StorageEvent.ObjectCreated created) {
    return location.bucket().equals(created.bucket()) && created.key().startsWith(location.prefix())
        ? Optional.of(created.key().substring(location.prefix().length()))
        : Optional.empty();
  }

  /** Messages for the partitions that have none on its way. */
  private List<PartitionMessage> note(
      Set<PartitionId> partitions, String runId, Set<PartitionId> failed) {
    Instant now = clock.instant();
    List<Scheduling> schedulings = new ArrayList<>();
    for (PartitionId partition : partitions) {
      schedulings.add(
          new Scheduling(
              partition,
              CompletableFuture.supplyAsync(
                  () -> ledger.schedule(partition, now, now.plus(settle)), executor)));
    }
    List<PartitionMessage> due = new ArrayList<>();
    for (Scheduling scheduling : schedulings) {
      try {
        if (scheduling.noted().join()) {
          due.add(new PartitionMessage(scheduling.partition(), runId, false, false));
        }
      } catch (CompletionException e) {
        tell(List.of(scheduling.partition()), e.getCause());
        failed.add(scheduling.partition());
      }
    }
    return due;
  }

  private void send(List<PartitionMessage> due, Set<PartitionId> failed) {
    List<PartitionMessage> unsent;
    try {
      unsent = due.isEmpty() ? List.of() : queue.send(due, settle);
    } catch (RuntimeException e) {
      // Some may have been sent; sending them again does no harm.
      tell(due.stream().map(PartitionMessage::partition).toList(), e);
      unsent = due;
    }
    unsent.stream().map(PartitionMessage::partition).forEach(failed::add);
  }

  private static void tell(List<PartitionId> partitions, Throwable cause) {
    if (cause instanceof StoreException refused) {
      LOGGER.error("could not schedule {}: {}", partitions, refused.getMessage());
    } else {
      LOGGER.error("could not schedule {}", partitions, cause);
    }
  }
}
