package dev.silverbook.pipeline.message;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a message reached a worker.
 *
 * @param deadline when the worker must have stopped computing; leave time after it for the upload
 *     of the last bytes and the ledger
 * @param lastReceive whether the queue will not deliver the message again
 * @param cancelled asked now and then; true means the user wants to stop
 * @param leased told at the claim and at each renewal until when the partition is leased, so that
 *     the queue hides the message as long; called by the thread that works on the partition
 * @param sentAt when the message was sent, where known: what it announces was there by then, so
 *     that directories listed since need not be listed again
 */
public record Delivery(
    Instant deadline,
    boolean lastReceive,
    BooleanSupplier cancelled,
    Consumer<Instant> leased,
    Optional<Instant> sentAt) {

  /** By a queue that keeps a message until it is done, and does not know since when. */
  public Delivery(Instant deadline, boolean lastReceive, BooleanSupplier cancelled) {
    this(deadline, lastReceive, cancelled, until -> {}, Optional.empty());
  }
}
