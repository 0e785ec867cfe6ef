package dev.silverbook.command.terminal;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM stop a run in good order: the virtual machine waits until the run has
 * given its partitions up and said what it did, then exits with the signal's code, or with the one
 * that the run named.
 */
public final class Interruption implements AutoCloseable {

  /** A partition gives up within a few thousand rows; a disk that hangs shall not keep us. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::shutDown, "silverbook-interruption");
  private boolean happened;
  private OptionalInt exitCode = OptionalInt.empty();
  private Runnable stop = () -> {};

  private Interruption() {}

  /** Watches for a signal from now on. */
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether a signal came. */
  public synchronized boolean happened() {
    return happened;
  }

  /** What a signal does, from now on; at once, when it already came. */
  public synchronized void onSignal(Runnable action) {
    stop = action;
    if (happened) {
      action.run();
    }
  }

  /**
   * The process that a signal ends has this exit code instead of the signal's: where a signal is
   * the way to end it, and no fault.
   */
  public synchronized void endsWith(int code) {
    exitCode = OptionalInt.of(code);
  }

  /** The run is over and has said so; the virtual machine may go. */
  @Override
  public void close() {
    finished.countDown();
    if (!happened()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came just now; its hook finds that there is nothing to wait for.
        signalled();
      }
    }
  }

  private void shutDown() {
    signalled();
    try {
      if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // A virtual machine that is going down takes another exit code in this way only.
        named().ifPresent(code -> Runtime.getRuntime().halt(code));
      } else {
        System.err.println(
            "silverbook: gave up waiting after " + PATIENCE_SECONDS + " s; run again to resume");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized OptionalInt named() {
    return exitCode;
  }

  private synchronized void signalled() {
    if (!happened) {
      happened = true;
      stop.run();
    }
  }
}
