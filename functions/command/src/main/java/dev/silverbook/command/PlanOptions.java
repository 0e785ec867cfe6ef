package dev.silverbook.command;

import dev.silverbook.command.place.Places;
import dev.silverbook.command.run.CheckpointContent;
import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.pipeline.plan.PlanRequest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What of the selected partitions is due. */
final class PlanOptions {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Process at most N partitions; the rest is left for the next run.")
  private Long limit;

  @Option(names = "--retry-failed", description = "Try again what failed before.")
  private boolean retryFailed;

  @Option(names = "--force", description = "Process again also what is unchanged.")
  private boolean force;

  @Option(
      names = "--checkpoint-path",
      paramLabel = "FILE",
      description =
          "Honour this JSON file of processed and failed partitions; run keeps it up to date.")
  private Path checkpointPath;

  PlanRequest request() {
    if (limit != null && limit < 1) {
      throw new UsageException("--limit is " + limit + "; it must be at least 1");
    }
    return new PlanRequest(limit == null ? PlanRequest.NO_LIMIT : limit, retryFailed, force);
  }

  Optional<Path> checkpointPath(Console console) {
    return Optional.ofNullable(checkpointPath)
        .map(path -> Places.absolute(console.directory(), path));
  }

  Optional<CheckpointContent> checkpoint(Console console) {
    return checkpointPath(console).map(CheckpointContent::read);
  }
}
