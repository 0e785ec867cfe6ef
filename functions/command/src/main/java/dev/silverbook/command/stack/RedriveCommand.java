package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.ExitCodes;
import dev.silverbook.command.terminal.Interruption;
import dev.silverbook.command.terminal.JsonText;
import dev.silverbook.command.terminal.OutputOptions;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.StoppablePause;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.command.terminal.VersionText;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.runs.RunRecord;
import dev.silverbook.pipeline.runs.Runs;
import dev.silverbook.pipeline.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code silverbook redrive}: empties the dead-letter queue. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = {
      "On AWS: moves dead letters back to the queue of partitions, after their cause is gone.",
      "A message is never deleted before it was sent."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  silverbook redrive --stack silverbook",
      "  silverbook redrive --dead-letters https://sqs... --queue https://sqs... --table NAME"
    })
public final class RedriveCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--dead-letters", paramLabel = "URL", description = "The dead-letter queue.")
  private String deadLetters;

  @Option(names = "--queue", paramLabel = "URL", description = "The queue of partitions.")
  private String queue;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The CloudFormation stack whose outputs name both queues.")
  private String stack;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The DynamoDB table that holds the ledger, to record this as a run there.")
  private String table;

  @Mixin private OutputOptions format = new OutputOptions();

  @Mixin private AwsOptions aws = new AwsOptions();

  public RedriveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Interruption interruption = Interruption.watch();
        AwsSession session = AwsSession.open(aws.selection())) {
      Deployment deployment = new Deployment(session, Optional.ofNullable(stack));
      String from =
          deployment.name(Deployment.Resource.DEAD_LETTERS, Optional.ofNullable(deadLetters));
      String to = deployment.name(Deployment.Resource.QUEUE, Optional.ofNullable(queue));
      if (from.equals(to)) {
        throw new UsageException("--dead-letters and --queue are the same queue, " + from);
      }
      DeadLetterRedrive redrive =
          session.redrive(StoppablePause.endedBy(interruption), console.clock());
      DeadLetterRedrive.Result result =
          stack == null && table == null
              ? redrive.move(from, to)
              : recorded(
                  session.runs(
                      deployment.name(Deployment.Resource.TABLE, Optional.ofNullable(table))),
                  redrive,
                  from,
                  to);
      report(result);
      return result.problem().isEmpty() ? ExitCodes.OK : ExitCodes.INCOMPLETE;
    }
  }

  /** Moves, and keeps a record of it. */
  private DeadLetterRedrive.Result recorded(
      Runs runs, DeadLetterRedrive redrive, String from, String to) throws InterruptedException {
    RunRecord run =
        runs.begin(
            RunRecord.begun(
                "redrive-" + UUID.randomUUID(),
                RunRecord.Kind.REDRIVE,
                CompactJson.of(Map.of("deadLetters", from, "queue", to)),
                Console.user(),
                console.clock().instant()));
    try {
      DeadLetterRedrive.Result result = redrive.move(from, to);
      runs.report(
          run.progressed(
              result.moved() + result.left(),
              result.moved(),
              RunRecord.State.SENT,
              console.clock().instant()));
      return result;
    } catch (StoreException e) {
      runs.report(run.failed(e.getMessage(), console.clock().instant()));
      throw e;
    }
  }

  private void report(DeadLetterRedrive.Result result) {
    if (format.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("moved", result.moved());
      document.put("left", result.left());
      result.problem().ifPresent(problem -> document.put("problem", problem));
      console.out().println(JsonText.of(document));
    } else {
      console.out().println(Quantities.counted(result.moved(), "message") + " moved");
      result
          .problem()
          .ifPresent(
              problem ->
                  console
                      .err()
                      .println(
                          "silverbook redrive: "
                              + problem
                              + (result.left() == 0
                                  ? ""
                                  : "; "
                                      + Quantities.counted(result.left(), "message")
                                      + " stay where they are")));
    }
    console.out().flush();
  }
}
