package dev.silverbook.command.stack;

import dev.silverbook.command.stack.BackfillFollower.Standing;
import dev.silverbook.command.terminal.Quantities;
import java.io.PrintWriter;

/** How a backfill goes on: a bar on a terminal, otherwise a plain line for each change. */
final class FollowLine implements BackfillFollower.Watcher, AutoCloseable {

  private static final int CELLS = 20;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final int width;
  private Standing last;

  /**
   * Nothing is shown before the first look.
   *
   * @param width columns of the terminal; 0 when it is none
   */
  FollowLine(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void saw(Standing standing) {
    if (standing.equals(last)) {
      return;
    }
    last = standing;
    String text = text(standing);
    if (width == 0) {
      out.println(text);
    } else {
      String line = bar(standing) + text;
      out.print(ERASE_LINE + line.substring(0, Math.min(line.length(), width - 1)));
    }
    out.flush();
  }

  private static String bar(Standing standing) {
    long done = standing.processed() + standing.failed();
    int filled =
        standing.sent() == 0
            ? 0
            : (int) (CELLS * Math.min(done, standing.sent()) / standing.sent());
    return "[" + "#".repeat(filled) + "-".repeat(CELLS - filled) + "] ";
  }

  private static String text(Standing standing) {
    return Quantities.count(standing.processed() + standing.failed())
        + "/"
        + Quantities.counted(standing.sent(), "partition")
        + "  failed "
        + Quantities.count(standing.failed())
        + "  in work "
        + Quantities.count(standing.open())
        + "  in the queue "
        + Quantities.count(standing.waiting());
  }

  /** Removes the bar. */
  @Override
  public void close() {
    if (width > 0) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }
}
