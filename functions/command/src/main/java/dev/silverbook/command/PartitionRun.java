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
import dev.silverbook.command.run.PartitionsInWork;
import dev.silverbook.command.run.PeakMemory;
import dev.silverbook.command.run.RunDisplay;
import dev.silverbook.command.run.RunHeartbeat;
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
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.Plan;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.runs.CancelledRuns;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.LakeStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Plans, runs, shows progress and reports: what {@code run} and {@code demo} do.
 *
 * @param console where to report
 * @param json whether the report is for machines
 * @param formats gives what writes the output, which may ask how many partitions are in work
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
    Function<IntSupplier, LakeFormat> formats,
    Places places,
    PartitionFilter filter,
    PlanRequest request,
    Optional<Path> checkpointPath,
    int workers,
    ShellCommand planCommand) {

  /**
   * What is open while it runs.
   *
   * @param places the stores and the ledger
   * @param scratch for files that are sorted
   * @param interruption says when to stop
   */
  record RunResources(OpenedPlaces places, ScratchDirectory scratch, Interruption interruption) {}

  /**
   * What is to be done, before anything of it is.
   *
   * @param start when planning began
   * @param lakes where things are
   * @param checkpoint what the checkpoint file says
   * @param found the plan, and what was passed over
   */
  record Planned(
      Instant start,
      LakeStores lakes,
      Optional<CheckpointContent> checkpoint,
      LocalPlanner.Result found) {

    /** What of the plan the workers get. */
    int toWork() {
      return LocalRun.forWorkers(found.plan()).size();
    }
  }

  /** Runs and prints the report. */
  RunReport execute() throws IOException, InterruptedException {
    // A checkpoint that cannot be used stops the run before it leaves a trace.
    Optional<CheckpointContent> checkpoint = checkpoint();
    // The interruption is closed last: only then may a signal end the process.
    try (Interruption interruption = Interruption.watch();
        OpenedPlaces opened = OpenedPlaces.open(places);
        ScratchDirectory scratch = scratch(opened)) {
      return execute(new RunResources(opened, scratch, interruption), checkpoint);
    }
  }

  private RunReport execute(RunResources resources, Optional<CheckpointContent> checkpoint)
      throws InterruptedException {
    Planned planned = plan(resources, request, checkpoint);
    LocalPlanner.Result found = planned.found();
    if (!json) {
      PlanListing.reportIgnored(console, found.ignored());
      PlanListing.reportUnlisted(console, found.unlisted());
    }
    // Before anything is done: no partition at all is an error.
    String nothing =
        found.plan().entries().isEmpty() && !resources.interruption().happened()
            ? PlanListing.nothingFound(console, places, filter, planned.lakes().orderBook(), found)
            : "";
    RunReport report = work(resources, planned);
    if (json) {
      console.out().println(JsonText.of(report.json(found.ignored())));
    } else {
      console.out().print(nothing);
      console.out().print(report.text());
    }
    // A signal may end this process right after.
    console.out().flush();
    return report;
  }

  /** What the checkpoint file says now. */
  Optional<CheckpointContent> checkpoint() {
    return checkpointPath.map(CheckpointContent::read);
  }

  /** A directory of this process for files that are sorted. */
  ScratchDirectory scratch(OpenedPlaces opened) throws IOException {
    return ScratchDirectory.open(places.state().resolve("scratch"), opened.identity());
  }

  /** What is due now. */
  Planned plan(RunResources resources, PlanRequest due, Optional<CheckpointContent> checkpoint) {
    Instant start = console.clock().instant();
    LakeStores lakes = resources.places().lakes();
    return new Planned(
        start,
        lakes,
        checkpoint,
        new LocalPlanner(
                lakes,
                resources.places().ledger(),
                places.configuration(),
                checkpoint,
                console.clock())
            .plan(filter, due, resources.interruption()::happened));
  }

  /** Does what was planned. */
  RunReport work(RunResources resources, Planned planned) throws InterruptedException {
    Ledger ledger = resources.places().ledger();
    Interruption interruption = resources.interruption();
    Plan plan = planned.found().plan();
    String runId = planned.start().truncatedTo(ChronoUnit.SECONDS) + "-" + UUID.randomUUID();
    RunTally tally = new RunTally();
    int toWork = planned.toWork();
    Runs runs = resources.places().runs();
    RunRecord record = runs.begin(record(runId, planned));
    RunObserver heartbeat = new RunHeartbeat(runs, record, console.clock());
    try (RunDisplay display = RunDisplay.start(console, toWork)) {
      if (planned.checkpoint().isEmpty()) {
        work(resources, planned, runId, List.of(tally, heartbeat, display.observer()));
      } else {
        try (CheckpointFile file = CheckpointFile.open(checkpointPath.get(), console.clock())) {
          file.addSettled(plan, planned.checkpoint().get());
          work(
              resources,
              planned,
              runId,
              List.of(tally, heartbeat, new CheckpointObserver(file), display.observer()));
        }
      }
    }
    if (interruption.happened()) {
      runs.cancel(runId, console.clock().instant());
    } else {
      runs.report(
          record.progressed(
              plan.entries().size(), toWork, RunRecord.State.SENT, console.clock().instant()));
    }
    tally.addLeftOut(plan, ledger);
    return new RunReport(
        runId,
        tally,
        planned.found().unlisted(),
        toWork - tally.settled(),
        Duration.between(planned.start(), console.clock().instant()),
        PeakMemory.read(),
        places.silver(),
        new RunReport.Hints(places.statusCommand(), planCommand),
        interruption.happened(),
        exitCode(tally, planned.found(), interruption));
  }

  private RunRecord record(String runId, Planned planned) {
    Map<String, Object> asked = new LinkedHashMap<>(filter.toMap());
    asked.put("retryFailed", request.retryFailed());
    asked.put("force", request.force());
    return RunRecord.begun(
            runId, RunRecord.Kind.RUN, CompactJson.of(asked), Console.user(), planned.start())
        .progressed(
            planned.found().plan().entries().size(),
            planned.toWork(),
            RunRecord.State.LISTING,
            console.clock().instant());
  }

  private void work(
      RunResources resources, Planned planned, String runId, List<RunObserver> observers)
      throws InterruptedException {
    PartitionsInWork inWork = new PartitionsInWork();
    LakeFormat format = formats.apply(inWork);
    List<RunObserver> all = new ArrayList<>(observers);
    all.add(inWork);
    LocalRun run =
        new LocalRun(
            new LocalRun.Setup(
                planned.lakes(),
                format,
                () ->
                    new SortedPartitionReader(
                        format,
                        places.configuration().features().clock(),
                        resources.scratch().path(),
                        places.configuration().input(),
                        places.configuration().features().book().depthLevels()),
                places.configuration(),
                ProductVersion.text(),
                workers,
                places.table().isPresent() ? LocalRun.SHARED : LocalRun.ALONE),
            resources.places().ledger(),
            new CancelledRuns(resources.places().runs(), console.clock())::has,
            RunObserver.of(all),
            console.clock());
    resources.interruption().onSignal(run::stop);
    run.run(planned.found().plan(), runId);
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
