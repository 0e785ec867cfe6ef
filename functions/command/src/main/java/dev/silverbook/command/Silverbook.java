package dev.silverbook.command;

import dev.silverbook.command.terminal.Console;

/** Entry point of the {@code silverbook} command. */
public final class Silverbook {

  private Silverbook() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(RootCommand.execute(Console.ofThisProcess(), arguments));
  }
}
