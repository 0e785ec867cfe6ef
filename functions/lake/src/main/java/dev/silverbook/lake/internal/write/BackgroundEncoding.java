package dev.silverbook.lake.internal.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes a row group on a thread of its own while the next one is collected, whenever a core is
 * idle for it: at most one is under way, so that memory is bounded by two of them and row groups
 * keep their order.
 */
final class BackgroundEncoding implements Closeable {

  private static final int WAIT_SECONDS = 60;

  private final RowGroupWriter writer;
  private final Supplier<RowGroupBuffer> empty;
  private final BooleanSupplier idleCore;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread encoder = new Thread(task, "silverbook-encoder");
            encoder.setDaemon(true);
            return encoder;
          });
  private RowGroupBuffer spare;
  private Future<?> underWay;

  /**
   * Over {@code writer}, which nothing else uses before {@link #drain()}.
   *
   * @param empty makes the second buffer once it is needed
   * @param idleCore asked for each row group, which is written by the caller when there is none
   */
  BackgroundEncoding(
      RowGroupWriter writer, Supplier<RowGroupBuffer> empty, BooleanSupplier idleCore) {
    this.writer = writer;
    this.empty = empty;
    this.idleCore = idleCore;
  }

  /**
   * Takes a complete row group.
   *
   * @return an empty buffer for the next one
   * @throws IOException when this or an earlier row group could not be written
   */
  RowGroupBuffer exchange(RowGroupBuffer full) throws IOException {
    drain();
    if (!idleCore.getAsBoolean()) {
      writer.write(full);
      return full;
    }
    RowGroupBuffer next = spare == null ? empty.get() : spare;
    spare = full;
    underWay =
        thread.submit(
            () -> {
              writer.write(full);
              return null;
            });
    return next;
  }

  /**
   * Returns once everything taken is written.
   *
   * @throws IOException when a row group could not be written
   */
  void drain() throws IOException {
    if (underWay == null) {
      return;
    }
    try {
      underWay.get();
      underWay = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while a row group was being written");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      // Stays under way: whoever goes on after a failure meets it again.
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  /** Returns once nothing is being written any more; what is unwritten is lost. */
  @Override
  public void close() {
    // The interrupt frees it from an output that blocks; the native compressor may only be closed
    // after it.
    thread.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (spare != null) {
      spare.release();
      spare = null;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
