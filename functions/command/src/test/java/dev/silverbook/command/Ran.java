package dev.silverbook.command;

import dev.silverbook.command.terminal.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;

/** A command that was run within this process. */
public record Ran(int exitCode, String out, String err) {

  /** Runs it with {@code directory} as the working directory. */
  public static Ran in(Path directory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        RootCommand.execute(
            new Console(
                new PrintWriter(out), new PrintWriter(err), 0, directory, Clock.systemUTC()),
            arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
