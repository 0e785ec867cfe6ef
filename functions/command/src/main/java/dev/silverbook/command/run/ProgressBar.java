package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Ink;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One line at the bottom of a terminal, redrawn in place: partitions done, rows a second, time left
 * and the partitions in work. What needs to stay is printed above it.
 */
public final class ProgressBar implements RunObserver, AutoCloseable {

  private static final int CELLS = 20;
  private static final long REDRAW_MILLIS = 200;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final Ink ink;
  private final int width;
  private final int total;
  private final Clock clock;
  private final Instant start;
  private final Map<PartitionId, Part> inWork = new LinkedHashMap<>();
  private final ScheduledExecutorService painter;
  private ScheduledFuture<?> painting;
  private int done;
  private long rowsDone;

  private record Part(long rows, long total) {
    double share() {
      return total == 0 ? 0 : (double) rows / total;
    }
  }

  /**
   * A bar without colours that redraws itself until it is closed.
   *
   * @param width columns of the terminal
   * @param total partitions of the run
   */
  public ProgressBar(PrintWriter out, int width, int total, Clock clock) {
    this(out, Ink.NONE, width, total, clock);
  }

  /**
   * A bar that redraws itself until it is closed.
   *
   * @param ink colours of what is printed above it
   * @param width columns of the terminal
   * @param total partitions of the run
   */
  public ProgressBar(PrintWriter out, Ink ink, int width, int total, Clock clock) {
    this.out = out;
    this.ink = ink;
    this.width = width;
    this.total = total;
    this.clock = clock;
    this.start = clock.instant();
    this.painter =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "silverbook-progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts redrawing. */
  public void open() {
    painting = painter.scheduleAtFixedRate(this::paint, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void started(PartitionId partition) {
    inWork.put(partition, new Part(0, 0));
  }

  @Override
  public synchronized void progressed(PartitionId partition, long rows, long rowsTotal) {
    inWork.put(partition, new Part(rows, rowsTotal));
  }

  @Override
  public synchronized void postponed(Outcome outcome, Duration delay) {
    inWork.remove(outcome.partition());
    if (outcome instanceof Outcome.Retrying) {
      above(OutcomeLine.postponed(outcome, delay, ink));
    }
  }

  @Override
  public synchronized void finished(Outcome outcome, Duration took) {
    inWork.remove(outcome.partition());
    done++;
    if (outcome instanceof Outcome.Processed processed) {
      rowsDone += processed.stats().rowsWritten();
    } else if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Retrying) {
      above(OutcomeLine.finished(outcome, took, ink));
    }
  }

  /** Removes the line. */
  @Override
  public void close() {
    painting.cancel(false);
    painter.shutdownNow();
    synchronized (this) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }

  private synchronized void paint() {
    if (!painter.isShutdown()) {
      out.print(ERASE_LINE + line());
      out.flush();
    }
  }

  private void above(String line) {
    out.print(ERASE_LINE);
    out.println(line);
    out.flush();
  }

  /** The line as it is now, no longer than the terminal is wide. */
  synchronized String line() {
    double share = done;
    long rows = rowsDone;
    for (Part part : inWork.values()) {
      share += part.share();
      rows += part.rows();
    }
    share = total == 0 ? 1 : share / total;
    Duration took = Duration.between(start, clock.instant());
    int filled = (int) (share * CELLS);
    StringBuilder line = new StringBuilder();
    line.append('[').append("#".repeat(filled)).append("-".repeat(CELLS - filled)).append("] ");
    line.append(done).append('/').append(total).append(" partitions  ");
    line.append(Quantities.rate(rows, took)).append("  ETA ").append(left(share, took));
    inWork.forEach(
        (partition, part) ->
            line.append("  ")
                .append(partition)
                .append(' ')
                .append((int) (part.share() * 100))
                .append(" %"));
    return line.length() < width ? line.toString() : line.substring(0, Math.max(0, width - 1));
  }

  private static String left(double share, Duration took) {
    if (share <= 0) {
      return "-";
    }
    return Quantities.duration(
            Duration.ofSeconds(Math.round(took.toMillis() / 1_000.0 * (1 - share) / share)))
        .replace(".00", "");
  }
}
