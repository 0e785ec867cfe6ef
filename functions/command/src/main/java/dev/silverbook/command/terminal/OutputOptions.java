package dev.silverbook.command.terminal;

import picocli.CommandLine.Option;

/** In which form a result is printed. */
public final class OutputOptions {

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description = "text, or json: one JSON document and nothing else on standard output.")
  private Format format;

  @Option(names = "--json", description = "Short for --output-format json.")
  private boolean json;

  /** For whom a result is. */
  private enum Format {
    TEXT,
    JSON
  }

  /**
   * Whether machines read it.
   *
   * @throws UsageException when both options are given and say different things
   */
  public boolean json() {
    if (json && format == Format.TEXT) {
      throw new UsageException(
          "--json and --output-format text contradict each other; leave one out");
    }
    return json || format == Format.JSON;
  }
}
