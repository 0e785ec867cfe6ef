package dev.silverbook.command.inspect;

import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.pipeline.inspect.LayoutGuess;
import dev.silverbook.pipeline.inspect.PartitionLook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found out about a place.
 *
 * @param place what was looked at
 * @param books the order books that a run would read; empty when there are none
 * @param trades the trades that it would read beside them
 * @param others further datasets, which a run would not read
 * @param looks partitions, or single files, that the engine was shown
 * @param problems why it cannot be run as it is; empty when it can
 * @param notes what else is worth knowing
 * @param next the command to copy: a run, or another look; empty when there is none that helps
 */
record Inspection(
    LakePlace place,
    Optional<Dataset> books,
    Optional<Dataset> trades,
    List<Dataset> others,
    List<PartitionLook> looks,
    List<Problem> problems,
    List<String> notes,
    Optional<ShellCommand> next) {

  /**
   * A reason why it cannot be run.
   *
   * @param where a partition, a place or a file
   * @param reason a stable name
   * @param message what was found and what was expected
   * @param remedy what to do
   */
  record Problem(String where, String reason, String message, String remedy) {}

  /** Whether it can be run, as far as was looked. */
  enum Verdict {
    /** It can, and nothing is doubtful. */
    GOOD,
    /** It can, but something is doubtful. */
    DEGRADED,
    /** It cannot, or not all of it. */
    REFUSED;

    /** In documents. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies; what a look failed with is a problem. */
  Inspection {
    List<Problem> all = new ArrayList<>(problems);
    for (PartitionLook look : looks) {
      look.failure()
          .ifPresent(
              failure ->
                  all.add(
                      new Problem(
                          name(look, books.isPresent()),
                          failure.reason().name(),
                          failure.message(),
                          failure.reason().advice())));
    }
    problems = List.copyOf(all);
    others = List.copyOf(others);
    looks = List.copyOf(looks);
    notes = List.copyOf(notes);
  }

  /** What a look was at: of a file that no path places, the file. */
  String name(PartitionLook look) {
    return name(look, books.isPresent());
  }

  private static String name(PartitionLook look, boolean inLake) {
    boolean placed =
        inLake
            || !(look.partition().exchange().equals(LayoutGuess.EXCHANGE)
                || look.partition().symbol().equals(LayoutGuess.SYMBOL));
    return placed || look.files().isEmpty()
        ? look.partition().toString()
        : look.files().get(0).key();
  }

  Verdict verdict() {
    if (!problems.isEmpty()) {
      return Verdict.REFUSED;
    }
    return looks.stream().allMatch(look -> look.degradedBy().isEmpty())
        ? Verdict.GOOD
        : Verdict.DEGRADED;
  }

  int exitCode() {
    return verdict() == Verdict.REFUSED ? ExitCodes.INCOMPLETE : ExitCodes.OK;
  }
}
