package dev.silverbook.pipeline.message;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How a message reached a worker.
 *
 * @param deadline when the worker must have stopped computing; leave time after it for the upload
 *     of the last bytes and the ledger. The lease ends the worker's grace later, so the process
 *     must be dead or done by then
 * @param lastReceive whether the queue will not deliver the message again
 * @param cancelled asked now and then; true means the user wants to stop
 */
public record Delivery(Instant deadline, boolean lastReceive, BooleanSupplier cancelled) {}
