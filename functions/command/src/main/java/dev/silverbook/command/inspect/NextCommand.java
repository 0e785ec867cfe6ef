package dev.silverbook.command.inspect;

import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.stack.AwsSelection;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Commands to copy, with what the user said already.
 *
 * @param directory where the command was given, absolute
 * @param config of the user
 * @param layout of the user
 * @param filter of the user
 * @param aws of the user
 */
record NextCommand(
    Path directory,
    Optional<Path> config,
    LayoutSettings layout,
    PartitionFilter filter,
    AwsSelection aws) {

  private static final String OUT = "silverbook-out";

  /** The same for one partition. */
  NextCommand of(PartitionId partition) {
    return new NextCommand(
        directory,
        config,
        layout,
        new PartitionFilter(
            Set.of(partition.exchange()),
            Set.of(partition.symbol()),
            Optional.of(partition.date()),
            Optional.of(partition.date())),
        aws);
  }

  /** Reads books and trades. */
  ShellCommand run(LakePlace books, Optional<LakePlace> trades) {
    ShellCommand command =
        ShellCommand.silverbook("run", "--input", books.toString())
            .with("--trades", trades)
            .with("--output", output(books, trades));
    return options(command, layout);
  }

  /** Looks again, in another layout. */
  ShellCommand inspect(LakePlace place, LayoutSettings other) {
    return options(ShellCommand.silverbook("inspect", place.toString()), other);
  }

  private ShellCommand options(ShellCommand command, LayoutSettings said) {
    ShellCommand all =
        command
            .with("--config", config)
            .with("--layout", said.layout())
            .with("--trades-layout", said.tradesLayout())
            .with("--exchange-name", said.exchangeName())
            .with("--symbol-name", said.symbolName())
            .with("--exchange", joined(filter.exchanges().stream().sorted().toList()))
            .with("--symbol", joined(filter.symbols().stream().sorted().toList()))
            .with("--from", filter.from())
            .with("--to", filter.to());
    return aws.options(all);
  }

  private static Optional<String> joined(List<String> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(",", names));
  }

  /** A directory that no input contains. */
  private String output(LakePlace books, Optional<LakePlace> trades) {
    Path out = directory.resolve(OUT);
    Path inside = out;
    boolean contained = true;
    while (contained) {
      Path tried = inside;
      contained =
          Stream.concat(Stream.of(books), trades.stream())
              .anyMatch(
                  place ->
                      place instanceof LakePlace.Directory lake && tried.startsWith(lake.path()));
      if (contained) {
        Path above = inside.getParent().getParent();
        if (above == null) {
          return "OUT";
        }
        inside = above.resolve(OUT);
      }
    }
    return inside.equals(out) ? OUT : inside.toString();
  }
}
