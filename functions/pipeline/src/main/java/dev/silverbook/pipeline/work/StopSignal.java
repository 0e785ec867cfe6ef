package dev.silverbook.pipeline.work;

import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Tells a running partition to give up: its time is over, or its user wants to stop. */
public final class StopSignal {

  private final Clock clock;
  private final Instant deadline;
  private final BooleanSupplier cancelled;
  private final Runnable alive;

  /**
   * A signal that rises by itself at {@code deadline}.
   *
   * @param cancelled asked at each check; true means the user wants to stop
   */
  public StopSignal(Clock clock, Instant deadline, BooleanSupplier cancelled) {
    this(clock, deadline, cancelled, () -> {});
  }

  /**
   * The same, for a partition that is leased.
   *
   * @param alive run at each check that finds no reason to stop; may throw one
   */
  StopSignal(Clock clock, Instant deadline, BooleanSupplier cancelled, Runnable alive) {
    this.alive = alive;
    this.clock = clock;
    this.deadline = deadline;
    this.cancelled = cancelled;
  }

  /**
   * Does nothing while work may go on.
   *
   * @throws PartitionFailedException with {@link FailureReason#INTERRUPTED}, {@link
   *     FailureReason#OUT_OF_TIME} or {@link FailureReason#LEASE_LOST} when it must stop
   */
  public void check() {
    if (cancelled.getAsBoolean()) {
      throw new PartitionFailedException(
          Failure.of(FailureReason.INTERRUPTED, "stopped on request before it was finished"));
    }
    Instant now = clock.instant();
    if (!now.isBefore(deadline)) {
      throw new PartitionFailedException(
          Failure.of(
              FailureReason.OUT_OF_TIME,
              "not finished by " + deadline + ", when its time was over; it is now " + now));
    }
    alive.run();
  }
}
