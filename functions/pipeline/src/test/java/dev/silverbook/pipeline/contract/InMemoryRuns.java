package dev.silverbook.pipeline.contract;

import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.RunTransition;
import dev.silverbook.pipeline.runs.Runs;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of runs in memory. */
public final class InMemoryRuns implements Runs {

  private final Map<String, RunRecord> records = new HashMap<>();
  private int reads;

  @Override
  public synchronized RunRecord begin(RunRecord run) {
    RunTransition.begin(Optional.ofNullable(records.get(run.id())), run)
        .ifPresent(after -> records.put(run.id(), after));
    return records.get(run.id());
  }

  @Override
  public synchronized boolean report(RunRecord run) {
    Optional<RunRecord> after =
        RunTransition.report(Optional.ofNullable(records.get(run.id())), run);
    after.ifPresent(record -> records.put(run.id(), record));
    return after.isPresent();
  }

  @Override
  public synchronized Optional<RunRecord> cancel(String id, Instant now) {
    RunTransition.cancel(Optional.ofNullable(records.get(id)), now)
        .ifPresent(after -> records.put(id, after));
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public synchronized Optional<RunRecord> read(String id) {
    reads++;
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public synchronized List<RunRecord> newest() {
    return records.values().stream()
        .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
        .toList();
  }

  /** How often a record was read. */
  public synchronized int reads() {
    return reads;
  }
}
