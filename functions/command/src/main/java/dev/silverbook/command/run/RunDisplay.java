package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Console;

/**
 * Shows how a run goes on, as fits where standard error leads.
 *
 * @param observer hears the run
 * @param end what to do when it is over
 */
public record RunDisplay(RunObserver observer, Runnable end) implements AutoCloseable {

  /**
   * A bar on a terminal, otherwise plain lines.
   *
   * @param total partitions given to workers
   */
  public static RunDisplay start(Console console, int total) {
    if (console.columns() == 0) {
      return new RunDisplay(new OutcomeLog(console.err()), () -> {});
    }
    ProgressBar bar = new ProgressBar(console.err(), console.columns(), total, console.clock());
    bar.open();
    return new RunDisplay(bar, bar::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
