package dev.silverbook.emulator;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.standin.Events;
import dev.silverbook.aws.standin.InvocationResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Does what Lambda does for an event source mapping: receives batches, invokes the function,
 * deletes what was not reported as failed. What failed stays in flight, hidden by SQS; {@link
 * #visibilityPasses} lets that time pass.
 *
 * <p>The batching window is over as soon as the queue has no more messages.
 */
final class QueuePoller implements AutoCloseable {

  /** As many as are worth it on a small machine, whatever the template allows. */
  private static final int MOST_AT_A_TIME = 2;

  private final Deployment deployment;
  private final Queues queues;
  private final FunctionHost host;
  private final Map<EventSource, ExecutorService> threads = new HashMap<>();
  private final Map<EventSource, AtomicInteger> running = new HashMap<>();
  private final Semaphore ends = new Semaphore(0);
  private final Map<String, Hidden> hidden = Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<Throwable> breakdowns = Collections.synchronizedList(new ArrayList<>());
  private OptionalLong shuffleSeed = OptionalLong.empty();

  private record Hidden(EventSource source, Message message) {}

  QueuePoller(Deployment deployment, Queues queues, FunctionHost host) {
    this.deployment = deployment;
    this.queues = queues;
    this.host = host;
    for (EventSource source : deployment.sources()) {
      running.put(source, new AtomicInteger());
      threads.put(
          source,
          Executors.newFixedThreadPool(
              Math.min(MOST_AT_A_TIME, source.concurrency()), QueuePoller::daemon));
    }
  }

  /** From now on every message is delivered twice, and in no order; empty for no more. */
  void deliverTwiceInNoOrder(OptionalLong seed) {
    this.shuffleSeed = seed;
  }

  /** Starts invocations for what is in the queues; whether there was anything. */
  boolean poll() {
    boolean any = false;
    for (EventSource source : deployment.sources()) {
      any |= poll(source);
    }
    return any;
  }

  /** The same for one queue. */
  boolean poll(EventSource source) {
    int most = Math.min(MOST_AT_A_TIME, source.concurrency());
    boolean any = false;
    while (running.get(source).get() < most) {
      List<List<Message>> batches = batches(source);
      batches.forEach(batch -> start(source, batch));
      any |= !batches.isEmpty();
      if (batches.isEmpty()) {
        break;
      }
    }
    return any;
  }

  /**
   * Receives a queue's messages so many times, and each time they come to nothing, as when Lambda
   * cannot invoke.
   */
  void loseReceives(EventSource source, int times) {
    for (int time = 0; time < times; time++) {
      queues
          .receive(source, source.batchSize())
          .forEach(message -> queues.makeVisible(source, message));
    }
  }

  /** Invocations that go on now. */
  int running() {
    return running.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** Waits until an invocation has ended, or a while: it may have sent something by then. */
  void awaitEnd(Duration most) throws InterruptedException {
    if (ends.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
      ends.drainPermits();
    }
  }

  /** The time passes that failed messages are hidden for. */
  void visibilityPasses() {
    List<Hidden> all;
    synchronized (hidden) {
      all = List.copyOf(hidden.values());
      hidden.clear();
    }
    all.forEach(each -> queues.makeVisible(each.source(), each.message()));
  }

  /** What went wrong in the emulation itself, not in a function. */
  Optional<Throwable> breakdown() {
    return breakdowns.stream().findFirst();
  }

  private List<List<Message>> batches(EventSource source) {
    if (shuffleSeed.isEmpty()) {
      List<Message> batch = queues.receive(source, source.batchSize());
      return batch.isEmpty() ? List.of() : List.of(batch);
    }
    List<Message> received = new ArrayList<>(queues.receive(source, Integer.MAX_VALUE));
    received.addAll(List.copyOf(received));
    Collections.shuffle(received, new Random(shuffleSeed.getAsLong()));
    List<List<Message>> batches = new ArrayList<>();
    for (int from = 0; from < received.size(); from += source.batchSize()) {
      int to = Math.min(received.size(), from + source.batchSize());
      batches.add(List.copyOf(received.subList(from, to)));
    }
    return batches;
  }

  private void start(EventSource source, List<Message> batch) {
    running.get(source).incrementAndGet();
    threads
        .get(source)
        .execute(
            () -> {
              try {
                handle(source, batch);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException | Error e) {
                breakdowns.add(e);
              } finally {
                running.get(source).decrementAndGet();
                ends.release();
              }
            });
  }

  private void handle(EventSource source, List<Message> batch) throws InterruptedException {
    InvocationResult result =
        host.invoke(
            deployment.function(source.function()), Events.ofQueue(source.queueArn(), batch));
    Set<String> failed = failed(source, batch, result);
    for (Message message : batch) {
      if (failed.contains(message.messageId())) {
        hidden.put(message.receiptHandle(), new Hidden(source, message));
      } else {
        hidden.remove(message.receiptHandle());
        queues.delete(source, message);
      }
    }
  }

  /**
   * Ids of the messages that come again. See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial
   * batch responses</a>: an id that is unknown fails the whole batch.
   */
  private static Set<String> failed(
      EventSource source, List<Message> batch, InvocationResult result) {
    Set<String> all = new HashSet<>();
    batch.forEach(message -> all.add(message.messageId()));
    if (!(result instanceof InvocationResult.Answered answered)) {
      return all;
    }
    if (!source.reportsItemFailures()) {
      return Set.of();
    }
    Set<String> failed = new HashSet<>();
    for (Object item : itemFailures(answered.json())) {
      if (item instanceof Map<?, ?> fields
          && fields.get("itemIdentifier") instanceof String id
          && all.contains(id)) {
        failed.add(id);
      } else {
        return all;
      }
    }
    return failed;
  }

  private static List<?> itemFailures(String json) {
    try {
      Object failures = JSON.std.mapFrom(json).get("batchItemFailures");
      return failures instanceof List<?> list ? list : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("not an answer to a batch: " + json, e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "poller");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.values().forEach(ExecutorService::shutdownNow);
  }
}
