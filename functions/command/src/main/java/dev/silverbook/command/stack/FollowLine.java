package dev.silverbook.command.stack;

import dev.silverbook.command.stack.BackfillFollower.Progress;
import dev.silverbook.command.terminal.Quantities;
import java.io.PrintWriter;

/** How a backfill goes on: a bar on a terminal, otherwise a plain line for each change. */
final class FollowLine implements BackfillFollower.Watcher, AutoCloseable {

  private static final int CELLS = 20;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final int width;
  private Progress last;

  /**
   * A line.
   *
   * @param width columns of the terminal; 0 when it is none
   */
  FollowLine(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void saw(Progress progress) {
    if (progress.equals(last)) {
      return;
    }
    last = progress;
    String text = text(progress);
    if (width == 0) {
      out.println(text);
    } else {
      String line = bar(progress) + text;
      out.print(ERASE_LINE + line.substring(0, Math.min(line.length(), width - 1)));
    }
    out.flush();
  }

  private static String bar(Progress progress) {
    long done = progress.processed() + progress.failed();
    int filled =
        progress.sent() == 0
            ? 0
            : (int) (CELLS * Math.min(done, progress.sent()) / progress.sent());
    return "[" + "#".repeat(filled) + "-".repeat(CELLS - filled) + "] ";
  }

  private static String text(Progress progress) {
    return Quantities.count(progress.processed() + progress.failed())
        + "/"
        + Quantities.counted(progress.sent(), "partition")
        + "  failed "
        + Quantities.count(progress.failed())
        + "  in work "
        + Quantities.count(progress.open())
        + "  in the queue "
        + Quantities.count(progress.waiting());
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
