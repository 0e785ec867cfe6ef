package dev.silverbook.pipeline.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of one run.
 *
 * @param id names it in messages, ledger and logs
 * @param kind what was begun
 * @param request what was asked for, as a JSON object
 * @param startedBy who or what began it, for people
 * @param startedAt when
 * @param updatedAt last change of this record
 * @param found partitions that were decided about so far
 * @param sent messages that were sent so far
 * @param state how far it is
 * @param note why it failed; empty otherwise
 * @param estimate what the work will cost, where somebody asked
 */
public record RunRecord(
    String id,
    Kind kind,
    String request,
    String startedBy,
    Instant startedAt,
    Instant updatedAt,
    long found,
    long sent,
    State state,
    String note,
    Optional<CostEstimate> estimate) {

  /** So long may a command's own run say nothing of itself while it works. */
  public static final Duration SILENCE = Duration.ofMinutes(3);

  /** What was begun. */
  public enum Kind {
    /** A backfill of the deployed functions. */
    BACKFILL,
    /** Failed partitions that somebody sent again. */
    RETRY,
    /** Dead letters that somebody sent again. */
    REDRIVE,
    /** A run of the command's own workers. */
    RUN
  }

  /** How far a run is. What is done with the messages that were sent, the ledger's entries tell. */
  public enum State {
    /** It lists, decides and sends. */
    LISTING,
    /** All its messages are sent. */
    SENT,
    /**
     * Nobody wants it any more: nothing more is sent, and what was sent is consumed without work.
     */
    CANCELLED,
    /** It ended before all its messages were sent; trying again goes on. */
    FAILED
  }

  /** Checks that nothing is null, and that it has a name. */
  public RunRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(startedBy, "startedBy");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(estimate, "estimate");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a run has no id");
    }
  }

  /**
   * A run that begins.
   *
   * @param request what was asked for, as a JSON object
   */
  public static RunRecord begun(
      String id, Kind kind, String request, String startedBy, Instant now) {
    return new RunRecord(
        id, kind, request, startedBy, now, now, 0, 0, State.LISTING, "", Optional.empty());
  }

  /** The same, further on. */
  public RunRecord progressed(long foundNow, long sentNow, State stateNow, Instant now) {
    return new RunRecord(
        id, kind, request, startedBy, startedAt, now, foundNow, sentNow, stateNow, "", estimate);
  }

  /** The same, ended too early. */
  public RunRecord failed(String why, Instant now) {
    return new RunRecord(
        id, kind, request, startedBy, startedAt, now, found, sent, State.FAILED, why, estimate);
  }

  /** The same, with what it will cost. */
  public RunRecord costing(CostEstimate cost) {
    return new RunRecord(
        id,
        kind,
        request,
        startedBy,
        startedAt,
        updatedAt,
        found,
        sent,
        state,
        note,
        Optional.of(cost));
  }

  /**
   * Whether a command's own run, which tells its record each minute that it works, has not done so
   * for too long: its process is gone. What the functions work on says nothing in between.
   */
  public boolean silent(Instant now) {
    return kind == Kind.RUN && state == State.LISTING && now.isAfter(updatedAt.plus(SILENCE));
  }

  RunRecord cancelled(Instant now) {
    return new RunRecord(
        id, kind, request, startedBy, startedAt, now, found, sent, State.CANCELLED, "", estimate);
  }
}
