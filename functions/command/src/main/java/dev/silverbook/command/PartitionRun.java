package dev.silverbook.command;

import dev.silverbook.command.place.OpenedPlaces;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.report.PlanListing;
import dev.silverbook.command.report.RunReport;
import dev.silverbook.command.run.CheckpointContent;
import dev.silverbook.command.run.CheckpointFile;
import dev.silverbook.command.run.CheckpointObserver;
import dev.silverbook.command.run.LocalPlanner;
import dev.silverbook.command.run.LocalRun;
import dev.silverbook.command.run.PeakMemory;
import dev.silverbook.command.run.RunDisplay;
import dev.silverbook.command.run.RunObserver;
import dev.silverbook.command.run.RunTally;
import dev.silverbook.command.run.ScratchDirectory;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SortedPartitionReader;
import dev.silverbook.pipeline.ProductVersion;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.store.LakeStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Plans, runs, shows progress and reports: what {@code run} and {@code demo} do.
 *
 * @param console where to report
 * @param json whether the report is for machines
 * @param formats gives what writes the output, from the number of partitions in work at once
 * @param places where things are
 * @param filter which partitions
 * @param request what of them is due
 * @param checkpointPath a checkpoint file to honour and keep
 * @param workers number of threads
 * @param planCommand the command that shows the same plan in full
 */
record PartitionRun(
    Console console,
    boolean json,
    IntFunction<LakeFormat> formats,
    Places places,
    PartitionFilter filter,
    PlanRequest request,
    Optional<Path> checkpointPath,
    int workers,
    ShellCommand planCommand) {

  /** Runs and prints the report. */
  RunReport execute() throws IOException, InterruptedException {
    // A checkpoint that cannot be used stops the run before it leaves a trace.
    Optional<CheckpointContent> checkpoint = checkpointPath.map(CheckpointContent::read);
    // The interruption is closed last: only then may a signal end the process.
    try (Interruption interruption = Interruption.watch();
        OpenedPlaces workplace = OpenedPlaces.open(places);
        ScratchDirectory scratch =
            ScratchDirectory.open(places.state().resolve("scratch"), workplace.identity())) {
      return execute(workplace, scratch, checkpoint, interruption);
    }
  }

  private RunReport execute(
      OpenedPlaces workplace,
      ScratchDirectory scratch,
      Optional<CheckpointContent> checkpoint,
      Interruption interruption)
      throws InterruptedException {
    Instant start = console.clock().instant();
    Ledger ledger = workplace.ledger();
    LakeStores lakes = workplace.lakes();
    LocalPlanner.Result planned =
        new LocalPlanner(lakes, ledger, places.configuration(), checkpoint, console.clock())
            .plan(filter, request, interruption::happened);
    if (!json) {
      PlanListing.reportIgnored(console, planned.ignored());
      PlanListing.reportUnlisted(console, planned.unlisted());
    }
    Plan plan = planned.plan();
    // Before anything is done: no partition at all is an error.
    String nothing =
        plan.entries().isEmpty() && !interruption.happened()
            ? PlanListing.nothingFound(console, places, filter, lakes.orderBook(), planned)
            : "";
    String runId = start.truncatedTo(ChronoUnit.SECONDS) + "-" + UUID.randomUUID();
    RunTally tally = new RunTally();
    int toWork = LocalRun.forWorkers(plan).size();
    try (RunDisplay display = RunDisplay.start(console, toWork)) {
      if (checkpoint.isEmpty()) {
        work(plan, runId, lakes, ledger, scratch, interruption, List.of(tally, display.observer()));
      } else {
        try (CheckpointFile file = CheckpointFile.open(checkpointPath.get(), console.clock())) {
          file.addSettled(plan, checkpoint.get());
          work(
              plan,
              runId,
              lakes,
              ledger,
              scratch,
              interruption,
              List.of(tally, new CheckpointObserver(file), display.observer()));
        }
      }
    }
    tally.addLeftOut(plan, ledger);
    RunReport report =
        new RunReport(
            runId,
            tally,
            planned.unlisted(),
            toWork - tally.settled(),
            Duration.between(start, console.clock().instant()),
            PeakMemory.read(),
            places.silver(),
            new RunReport.Hints(places.statusCommand(), planCommand),
            interruption.happened(),
            exitCode(tally, planned, interruption));
    print(report, planned, nothing);
    return report;
  }

  private void work(
      Plan plan,
      String runId,
      LakeStores lakes,
      Ledger ledger,
      ScratchDirectory scratch,
      Interruption interruption,
      List<RunObserver> observers)
      throws InterruptedException {
    LakeFormat format = formats.apply(Math.min(workers, LocalRun.forWorkers(plan).size()));
    LocalRun run =
        new LocalRun(
            new LocalRun.Setup(
                lakes,
                format,
                () ->
                    new SortedPartitionReader(
                        format,
                        places.configuration().features().clock(),
                        scratch.path(),
                        places.configuration().input(),
                        places.configuration().features().book().depthLevels()),
                places.configuration(),
                ProductVersion.text(),
                workers,
                places.table().isPresent() ? LocalRun.SHARED : LocalRun.ALONE),
            ledger,
            RunObserver.of(observers),
            console.clock());
    interruption.onSignal(run::stop);
    run.run(plan, runId);
  }

  private void print(RunReport report, LocalPlanner.Result planned, String nothing) {
    if (json) {
      console.out().println(JsonText.of(report.json(planned.ignored())));
    } else {
      console.out().print(nothing);
      console.out().print(report.text());
    }
    // A signal may end this process right after.
    console.out().flush();
  }

  private static int exitCode(
      RunTally tally, LocalPlanner.Result planned, Interruption interruption) {
    if (interruption.happened()) {
      return ExitCodes.INTERRUPTED;
    }
    return tally.failed().isEmpty() && planned.unlisted().isEmpty()
        ? ExitCodes.OK
        : ExitCodes.INCOMPLETE;
  }
}
