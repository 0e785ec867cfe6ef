package dev.silverbook.aws.events;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What one record of a storage event says. */
public sealed interface StorageEvent {

  /**
   * An object was created or replaced. A hint: it may come twice, late or out of order.
   *
   * @param bucket its bucket
   * @param key its whole key, decoded
   * @param size bytes, where the event tells
   * @param etag its version without quotes; empty where the event does not tell
   * @param sequencer orders events of one key, when compared as hexadecimal of equal length; empty
   *     where the event does not tell
   * @param time when it happened, where the event tells
   */
  record ObjectCreated(
      String bucket,
      String key,
      OptionalLong size,
      String etag,
      String sequencer,
      Optional<Instant> time)
      implements StorageEvent {}

  /**
   * Nothing to do, and no error: the test that S3 sends for a new notification, or something else
   * than a creation.
   *
   * @param what the kind of event
   */
  record Ignored(String what) implements StorageEvent {}

  /**
   * Not what S3 or EventBridge send.
   *
   * @param field path of the field, {@code Records[0].s3.object.key}
   * @param message what was expected there and what was found
   */
  record Malformed(String field, String message) implements StorageEvent {}
}
