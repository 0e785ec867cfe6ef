package dev.silverbook.command.run;

import java.time.Duration;

/**
 * When a message comes again.
 *
 * @param receives how often a partition is tried before its failure counts
 * @param firstDelay before the second try; doubles with each further one
 * @param busyDelay between two looks at a partition that another process works on
 */
public record Redelivery(int receives, Duration firstDelay, Duration busyDelay) {

  /** Three tries, a second and two seconds apart. */
  public static final Redelivery DEFAULT =
      new Redelivery(3, Duration.ofSeconds(1), Duration.ofSeconds(1));

  /** The delay after the {@code received}-th try has failed. */
  Duration afterFailure(int received) {
    return firstDelay.multipliedBy(1L << (received - 1));
  }
}
