package dev.silverbook.command.run;

import dev.silverbook.command.files.DurableFiles;
import dev.silverbook.command.files.FileMutex;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.PartitionStats;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * The checkpoint file {@code {"processed": [[exchange, symbol, date], ...], "failed": [...],
 * "stats": {...}, "last_update": "..."}}, kept up to date as partitions finish.
 *
 * <p>Verdicts go to the file in the background, as fast as the disk takes them: many at once when
 * many come at once. Every write replaces the file as a whole and durably, so a crash leaves a
 * valid one. Before it writes, it reads what another run may have added and adds its own.
 */
public final class CheckpointFile implements AutoCloseable {

  private final Path file;
  private final Clock clock;
  private final Thread writer = new Thread(this::writeUntilClosed, "silverbook-checkpoint");

  /** Verdicts not yet in the file; true means processed. */
  private final Map<PartitionId, Boolean> unwritten = new LinkedHashMap<>();

  private long unwrittenRows;
  private boolean closed;
  private IOException failure;

  private CheckpointFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Keeps that file up to date from now on; it is created with the first verdict. */
  public static CheckpointFile open(Path file, Clock clock) {
    CheckpointFile checkpoint = new CheckpointFile(file, clock);
    checkpoint.writer.setDaemon(true);
    checkpoint.writer.start();
    return checkpoint;
  }

  /**
   * Writes what a ledger says into that file. Partitions that the ledger has no verdict on stay as
   * the file lists them.
   *
   * @param entries of the ledger
   * @return what the file says now
   * @throws CheckpointException when the file is none or cannot be written; it is left as it was
   */
  public static CheckpointContent export(Path file, List<LedgerEntry> entries, Clock clock) {
    Map<PartitionId, Boolean> verdicts = new LinkedHashMap<>();
    long rows = 0;
    for (LedgerEntry entry : entries) {
      if (entry.status().equals(Optional.of(LedgerStatus.PROCESSED))) {
        verdicts.put(entry.partition(), true);
        rows += entry.stats().map(PartitionStats::rowsWritten).orElse(0L);
      } else if (entry.status().equals(Optional.of(LedgerStatus.FAILED))) {
        verdicts.put(entry.partition(), false);
      }
    }
    long total = rows;
    try {
      return update(file, verdicts, before -> total, clock);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Adds what a plan found to be settled and {@code known}, the file's content, does not list that
   * way.
   */
  public void addSettled(Plan plan, CheckpointContent known) {
    for (PlanEntry entry : plan.entries()) {
      PartitionId partition = entry.partition();
      if (entry.decision() == Decision.UNCHANGED && !known.hasProcessed(partition)) {
        processed(partition, 0);
      } else if (entry.decision() == Decision.FAILED_BEFORE && !known.hasFailed(partition)) {
        failed(partition);
      }
    }
  }

  /** Adds a verdict: processed, with so many rows. */
  public void processed(PartitionId partition, long rows) {
    add(partition, true, rows);
  }

  /** Adds a verdict: failed. */
  public void failed(PartitionId partition) {
    add(partition, false, 0);
  }

  /**
   * Writes what is not yet written and stops.
   *
   * @throws CheckpointException when the file could not be written
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (failure != null) {
        throw unwritable(file, failure);
      }
    }
  }

  private synchronized void add(PartitionId partition, boolean verdict, long rows) {
    unwritten.remove(partition);
    unwritten.put(partition, verdict);
    unwrittenRows += rows;
    notifyAll();
  }

  private void writeUntilClosed() {
    while (true) {
      Map<PartitionId, Boolean> verdicts;
      long rows;
      synchronized (this) {
        while (unwritten.isEmpty() && !closed) {
          try {
            wait();
          } catch (InterruptedException e) {
            // Nobody interrupts this thread; ending it would lose verdicts.
          }
        }
        if (unwritten.isEmpty()) {
          return;
        }
        verdicts = new LinkedHashMap<>(unwritten);
        rows = unwrittenRows;
        unwritten.clear();
        unwrittenRows = 0;
      }
      try {
        write(verdicts, rows);
      } catch (IOException | CheckpointException e) {
        synchronized (this) {
          failure = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
          return;
        }
      }
    }
  }

  private void write(Map<PartitionId, Boolean> verdicts, long rows) throws IOException {
    update(file, verdicts, before -> before + rows, clock);
  }

  private static CheckpointException unwritable(Path file, IOException cause) {
    return new CheckpointException(
        "--checkpoint-path "
            + file
            + " cannot be written: "
            + FileProblem.of(file, cause)
            + "; free space there, grant write permission on its directory, or give another",
        cause);
  }

  private static CheckpointContent update(
      Path file, Map<PartitionId, Boolean> verdicts, LongUnaryOperator rows, Clock clock)
      throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    return FileMutex.holding(
        directory.resolve("." + file.getFileName() + ".lock"),
        () -> {
          CheckpointContent content = CheckpointContent.read(file);
          verdicts.forEach(
              (partition, processed) -> {
                (processed ? content.failed : content.processed).remove(partition);
                (processed ? content.processed : content.failed).add(partition);
              });
          content.stats.put("partitions_processed", content.processed.size());
          content.stats.put("partitions_failed", content.failed.size());
          long before =
              content.stats.get("rows_written") instanceof Number number ? number.longValue() : 0;
          content.stats.put("rows_written", rows.applyAsLong(before));
          DurableFiles.replace(file, content.format(clock.instant()));
          return content;
        });
  }
}
