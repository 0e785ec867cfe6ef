package dev.silverbook.pipeline.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class SettableClock extends Clock {

  /** Where every clock starts that is not told otherwise. */
  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  /** Moves forward. */
  public void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is in UTC, not " + zone);
  }
}
