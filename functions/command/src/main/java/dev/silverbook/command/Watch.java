package dev.silverbook.command;

import dev.silverbook.command.PartitionRun.Planned;
import dev.silverbook.command.PartitionRun.RunResources;
import dev.silverbook.command.place.OpenedPlaces;
import dev.silverbook.command.report.PlanListing;
import dev.silverbook.command.report.RunReport;
import dev.silverbook.command.run.LocalPlanner;
import dev.silverbook.command.run.ScratchDirectory;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.Pause;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rounds of a run, until somebody says that it is enough: arrivals on one machine. A round that
 * finds nothing to do says so in a line; one whose store or ledger fails is said, and the next one
 * tries again. What no round can cure, as a wrong configuration, ends the watch.
 */
final class Watch {

  /** As wide as what lines about partitions begin with. */
  private static final int WIDTH = 11;

  private final PartitionRun run;
  private final Console console;
  private final Duration every;
  private final Function<Interruption, Pause> pauses;

  /** What was already said of what cannot be listed or is passed over. */
  private Set<String> saidUnlisted = Set.of();

  private final Set<String> saidIgnored = new HashSet<>();
  private String saidWaiting = "";
  private boolean saidHowItGoesOn;

  /** Whether a round was through: from then on, only what is new is said, and nothing forced. */
  private boolean started;

  /**
   * Nothing happens before it is told to go.
   *
   * @param run what each round does
   * @param every how long it rests after each
   * @param pauses gives a rest that an interruption ends
   */
  Watch(PartitionRun run, Duration every, Function<Interruption, Pause> pauses) {
    this.run = run;
    this.console = run.console();
    this.every = every;
    this.pauses = pauses;
  }

  /**
   * Goes on until a signal comes.
   *
   * @return {@link ExitCodes#OK} when it came between two rounds, else that of the round
   */
  int untilStopped() throws IOException, InterruptedException {
    // What cannot be used stops the watch before it leaves a trace.
    run.checkpoint();
    // The interruption is closed last: only then may a signal end the process.
    try (Interruption interruption = Interruption.watch();
        OpenedPlaces opened = OpenedPlaces.open(run.places());
        ScratchDirectory scratch = run.scratch(opened)) {
      RunResources resources = new RunResources(opened, scratch, interruption);
      do {
        OptionalInt stopped = round(resources);
        console.out().flush();
        if (stopped.isPresent()) {
          return stopped.getAsInt();
        }
        sayHowItGoesOn();
      } while (pauses.apply(interruption).pause(every));
      interruption.endsWith(ExitCodes.OK);
      return ExitCodes.OK;
    }
  }

  private void sayHowItGoesOn() {
    if (!saidHowItGoesOn) {
      saidHowItGoesOn = true;
      say("watching", console.clock().instant(), "again in " + pause() + "; Ctrl-C ends it");
    }
  }

  /** One round; the exit code when it was interrupted. */
  private OptionalInt round(RunResources resources) throws InterruptedException {
    Instant start = console.clock().instant();
    try {
      Planned planned =
          run.plan(
              resources,
              started ? new PlanRequest(run.request().limit(), false, false).healing() : first(),
              run.checkpoint());
      sayPassedOver(planned.found());
      if (resources.interruption().happened() || planned.toWork() > 0) {
        RunReport report = run.work(resources, planned);
        print(report, planned);
        started = true;
        return report.stopped() ? OptionalInt.of(report.exitCode()) : OptionalInt.empty();
      }
      rest(resources, planned);
    } catch (StoreException e) {
      say(
          console.err(),
          "unreadable",
          start,
          e.reason() + ": " + e.getMessage() + "; tried again in " + pause());
    }
    return OptionalInt.empty();
  }

  private PlanRequest first() {
    return run.request().healing();
  }

  /** Nothing is to be done now. */
  private void rest(RunResources resources, Planned planned) throws InterruptedException {
    LocalPlanner.Result found = planned.found();
    if (found.plan().entries().isEmpty()) {
      String waiting =
          PlanListing.nothingYet(
              run.console(), run.places(), run.filter(), planned.lakes().orderBook(), found);
      // The whole of it helps once; an hour of it would hide what comes after.
      say("waiting", planned.start(), waiting.equals(saidWaiting) ? "no partition yet" : waiting);
      saidWaiting = waiting;
      return;
    }
    if (!started) {
      // What is there and will not be done: as a run without a watch would say it.
      print(run.work(resources, planned), planned);
      started = true;
      return;
    }
    say("idle", planned.start(), standing(found));
  }

  private void print(RunReport report, Planned planned) {
    if (run.json()) {
      console.out().println(JsonText.line(report.json(planned.found().ignored())));
    } else {
      console
          .out()
          .print(started && !report.stopped() ? report.round(planned.start()) : report.text());
    }
  }

  private static String standing(LocalPlanner.Result found) {
    Map<Decision, Long> counts = found.plan().counts();
    String partitions =
        counts.entrySet().stream()
            .map(count -> Quantities.count(count.getValue()) + " " + count.getKey().text())
            .collect(Collectors.joining(", "));
    return found.unlisted().isEmpty()
        ? partitions
        : partitions
            + "; could not be listed: "
            + Quantities.counted(found.unlisted().size(), "place");
  }

  private void sayPassedOver(LocalPlanner.Result found) {
    List<IgnoredPath> ignored =
        found.ignored().stream().filter(path -> saidIgnored.add(path.path())).toList();
    List<Failure> unlisted =
        found.unlisted().stream()
            .filter(failure -> !saidUnlisted.contains(failure.toString()))
            .toList();
    saidUnlisted =
        found.unlisted().stream().map(Failure::toString).collect(Collectors.toUnmodifiableSet());
    PlanListing.reportIgnored(console, ignored);
    PlanListing.reportUnlisted(console, unlisted);
  }

  private void say(String what, Instant at, String text) {
    say(console.progress(), what, at, text);
  }

  private static void say(PrintWriter to, String what, Instant at, String text) {
    to.println(
        what
            + " ".repeat(WIDTH - what.length())
            + at.truncatedTo(ChronoUnit.SECONDS)
            + "  "
            + text);
    to.flush();
  }

  private String pause() {
    return Quantities.counted(every.toSeconds(), "second");
  }
}
