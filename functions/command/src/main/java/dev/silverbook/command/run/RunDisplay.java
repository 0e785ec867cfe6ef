package dev.silverbook.command.run;

import dev.silverbook.command.terminal.Console;
import dev.silverbook.command.terminal.Ink;

/**
 * Shows how a run goes on, as fits where standard error leads.
 *
 * @param observer hears the run
 * @param end what to do when it is over
 */
public record RunDisplay(RunObserver observer, Runnable end) implements AutoCloseable {

  /**
   * A bar on a terminal, otherwise plain lines; failures alone when the user wants it quiet.
   *
   * @param total partitions given to workers
   */
  public static RunDisplay start(Console console, int total) {
    boolean quiet = console.presentation().quiet();
    Ink ink = console.presentation().progressInk();
    if (console.columns() == 0 || quiet) {
      return new RunDisplay(new OutcomeLog(console.err(), ink, quiet), () -> {});
    }
    ProgressBar bar =
        new ProgressBar(console.err(), ink, console.columns(), total, console.clock());
    bar.open();
    return new RunDisplay(bar, bar::close);
  }

  @Override
  public void close() {
    end.run();
  }
}
