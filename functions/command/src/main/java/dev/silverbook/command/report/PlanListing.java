package dev.silverbook.command.report;

import dev.silverbook.command.place.OpenedPlaces;
import dev.silverbook.command.place.Places;
import dev.silverbook.command.run.CheckpointContent;
import dev.silverbook.command.run.LocalPlanner;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.TextTable;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.plan.Decision;
import dev.silverbook.pipeline.plan.IgnoredPath;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.plan.PlanEntry;
import dev.silverbook.pipeline.plan.PlanRequest;
import dev.silverbook.pipeline.store.LakeStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a plan and shows it. */
public record PlanListing(Console console, boolean json) {

  private static final int IGNORED_SHOWN = 20;
  private static final int UNLISTED_SHOWN = 50;

  /**
   * Plans without leaving a trace, and prints the plan.
   *
   * @return the exit code: {@link ExitCodes#INCOMPLETE} when something could not be listed
   */
  public int show(
      Places places,
      PartitionFilter filter,
      PlanRequest request,
      Optional<CheckpointContent> checkpoint) {
    try (OpenedPlaces workplace = OpenedPlaces.look(places)) {
      LocalPlanner planner =
          new LocalPlanner(
              workplace.lakes(),
              workplace.ledger(),
              places.configuration(),
              checkpoint,
              console.clock());
      LocalPlanner.Result result = planner.plan(filter, request, () -> false);
      if (json) {
        if (result.plan().entries().isEmpty()) {
          // Nothing at all is an error to machines, too.
          nothingFound(console, places, filter, workplace.lakes().orderBook(), result);
        }
        console.out().println(JsonText.of(document(result)));
      } else {
        reportIgnored(console, result.ignored());
        reportUnlisted(console, result.unlisted());
        console.out().print(text(places, filter, workplace.lakes().orderBook(), result));
      }
      return result.unlisted().isEmpty() ? ExitCodes.OK : ExitCodes.INCOMPLETE;
    }
  }

  /** Tells a person once about directories that are no part of the layout. */
  public static void reportIgnored(Console console, List<IgnoredPath> ignored) {
    ignored.stream()
        .limit(IGNORED_SHOWN)
        .forEach(
            path -> console.progress().println("ignored    " + path.path() + "  " + path.reason()));
    if (ignored.size() > IGNORED_SHOWN) {
      console
          .progress()
          .println("ignored    and " + (ignored.size() - IGNORED_SHOWN) + " more paths");
    }
  }

  /** Tells a person about directories whose partitions are left out because of a failure. */
  public static void reportUnlisted(Console console, List<Failure> unlisted) {
    unlisted.stream()
        .limit(UNLISTED_SHOWN)
        .forEach(
            failure ->
                console
                    .err()
                    .println(
                        "unlisted   "
                            + failure.object()
                            + "  "
                            + failure.reason()
                            + ": "
                            + failure.message()));
    if (unlisted.size() > UNLISTED_SHOWN) {
      console
          .err()
          .println("unlisted   and " + (unlisted.size() - UNLISTED_SHOWN) + " more directories");
    }
  }

  /** The same for machines. */
  static List<Object> unlisted(List<Failure> unlisted) {
    return List.copyOf(unlisted.stream().map(LedgerAttributes::toMap).toList());
  }

  /** Ignored directories for machines. */
  static List<Object> ignored(List<IgnoredPath> ignored) {
    List<Object> list = new ArrayList<>();
    ignored.forEach(path -> list.add(Map.of("path", path.path(), "reason", path.reason())));
    return list;
  }

  private String text(
      Places places, PartitionFilter filter, LakeStore books, LocalPlanner.Result result) {
    List<PlanEntry> entries = result.plan().entries();
    if (entries.isEmpty()) {
      return nothingFound(console, places, filter, books, result);
    }
    TextTable table = new TextTable("exchange", "symbol", "date", "runs", "reason");
    entries.forEach(
        entry ->
            table.row(
                entry.partition().exchange(),
                entry.partition().displaySymbol(),
                entry.partition().date().toString(),
                entry.decision().runs() ? "yes" : "no",
                entry.reason()));
    TextTable counts = new TextTable("decision", "partitions", "runs");
    result
        .plan()
        .counts()
        .forEach(
            (decision, count) ->
                counts.row(
                    decision.text(), Quantities.count(count), decision.runs() ? "yes" : "no"));
    return table.plain()
        + "\n"
        + counts.plain()
        + "\n"
        + Quantities.counted(result.plan().toRun().size(), "partition")
        + " of "
        + Quantities.count(entries.size())
        + " would run\n"
        + (result.unlisted().isEmpty()
            ? ""
            : "left out what is below directories that could not be listed: "
                + Quantities.count(result.unlisted().size())
                + "\n");
  }

  /**
   * What to say when the plan is empty.
   *
   * @throws UsageException when there is no partition at all, whatever is selected
   */
  public static String nothingFound(
      Console console,
      Places places,
      PartitionFilter filter,
      LakeStore books,
      LocalPlanner.Result result) {
    return result.unlisted().isEmpty()
        ? new NothingFound(places.input(), filter, books, places.orderBookLayout(), console.clock())
            .text()
        : "No partition found in what could be listed below " + places.input() + "\n";
  }

  /**
   * What to say when the plan is empty and somebody waits.
   *
   * @throws UsageException when there will never be a partition
   */
  public static String nothingYet(
      Console console,
      Places places,
      PartitionFilter filter,
      LakeStore books,
      LocalPlanner.Result result) {
    return result.unlisted().isEmpty()
        ? new NothingFound(places.input(), filter, books, places.orderBookLayout(), console.clock())
            .waiting()
        : "no partition found in what could be listed below " + places.input();
  }

  private static Map<String, Object> document(LocalPlanner.Result result) {
    Map<String, Object> counts = new LinkedHashMap<>();
    result.plan().counts().forEach((decision, count) -> counts.put(name(decision), count));
    List<Object> partitions = new ArrayList<>();
    for (PlanEntry entry : result.plan().entries()) {
      Map<String, Object> partition = PartitionText.partition(entry.partition());
      partition.put("decision", name(entry.decision()));
      partition.put("runs", entry.decision().runs());
      partition.put("reason", entry.reason());
      partitions.add(partition);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("to_run", result.plan().toRun().size());
    document.put("counts", counts);
    document.put("partitions", partitions);
    document.put("ignored", ignored(result.ignored()));
    document.put("unlisted", unlisted(result.unlisted()));
    return document;
  }

  private static String name(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }
}
