package dev.silverbook.aws.events;

import java.time.Instant;
import java.util.Optional;

/**
 * One message of an SQS event.
 *
 * @param messageId names it in the answer to the event
 * @param receiptHandle names this delivery of it to the queue
 * @param body what was sent
 * @param receiveCount how often it has been received, this time included
 * @param sentAt when it was sent, where the event tells
 * @param queue name of the queue it was received from; empty where the event does not tell
 */
public record QueueRecord(
    String messageId,
    String receiptHandle,
    String body,
    int receiveCount,
    Optional<Instant> sentAt,
    String queue) {}
