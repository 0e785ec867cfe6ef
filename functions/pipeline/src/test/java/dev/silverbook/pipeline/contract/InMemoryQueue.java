package dev.silverbook.pipeline.contract;

import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A queue with delay, visibility and a count of receives, by an injected clock. */
public final class InMemoryQueue implements PartitionQueue {

  /**
   * A message in the hands of a receiver.
   *
   * @param number identifies it
   * @param message what it says
   * @param receives how often it has been received, this time included
   * @param sentAt when it was sent, whatever its delay
   */
  public record Received(int number, PartitionMessage message, int receives, Instant sentAt) {}

  private record Held(Received received, Instant visibleAt) {}

  private final Clock clock;
  private final List<Held> held = new ArrayList<>();
  private int sent;

  /** An empty queue. */
  public InMemoryQueue(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized List<PartitionMessage> send(List<PartitionMessage> messages, Duration delay) {
    for (PartitionMessage message : messages) {
      Instant now = clock.instant();
      held.add(new Held(new Received(sent++, message, 0, now), now.plus(delay)));
    }
    return List.of();
  }

  /** Takes the first visible message and hides it for that long. */
  public synchronized Optional<Received> receive(Duration visibility) {
    for (int i = 0; i < held.size(); i++) {
      Held next = held.get(i);
      if (!next.visibleAt().isAfter(clock.instant())) {
        Received received =
            new Received(
                next.received().number(),
                next.received().message(),
                next.received().receives() + 1,
                next.received().sentAt());
        held.set(i, new Held(received, clock.instant().plus(visibility)));
        return Optional.of(received);
      }
    }
    return Optional.empty();
  }

  /** The message is done. */
  public synchronized void delete(Received received) {
    held.removeIf(message -> message.received().number() == received.number());
  }

  /** How many messages are left, visible or not. */
  public synchronized int size() {
    return held.size();
  }
}
