package dev.silverbook.command.run;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.work.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** How many partitions are in work right now: fewer than there are workers when a run ends. */
public final class PartitionsInWork implements RunObserver, IntSupplier {

  private final AtomicInteger count = new AtomicInteger();

  @Override
  public int getAsInt() {
    return count.get();
  }

  @Override
  public void started(PartitionId partition) {
    count.incrementAndGet();
  }

  @Override
  public void postponed(Outcome outcome, Duration delay) {
    count.decrementAndGet();
  }

  @Override
  public void finished(Outcome outcome, Duration took) {
    count.decrementAndGet();
  }
}
