package dev.silverbook.benchmark.process;

import java.util.HashSet;
import java.util.Set;

/**
 * The most memory that what a process has started has had resident, looked at again and again.
 *
 * <p>Finding the processes reads every process of the machine, which at each look would take a
 * quarter of a processor from what is measured. So they are searched for ever more rarely; those
 * that are known are looked at each time.
 */
final class ResidentMemory {

  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  private final Process root;
  private final Set<Long> known = new HashSet<>();
  private long searched;
  private long pause;
  private long peak;

  ResidentMemory(Process root) {
    this.root = root;
  }

  /** The most so far, in bytes: the high-water marks of all processes that ran at one time. */
  long look() {
    long now = System.nanoTime();
    if (pause == 0 || now - searched >= pause) {
      root.descendants().forEach(process -> known.add(process.pid()));
      searched = now;
      pause = Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pause));
    }
    long together = 0;
    for (long pid : known) {
      together += ProcStatus.peakResidentBytes(pid).orElse(0);
    }
    peak = Math.max(peak, together);
    return peak;
  }
}
