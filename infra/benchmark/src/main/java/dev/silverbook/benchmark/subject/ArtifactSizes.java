package dev.silverbook.benchmark.subject;

import dev.silverbook.benchmark.table.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sizes of what is shipped.
 *
 * @param home the checkout
 */
public record ArtifactSizes(Path home) {

  private static final double BYTES_PER_MEGABYTE = 1e6;

  /** Adds a row for each. */
  public void addTo(ResultTable table, String column) throws IOException {
    add(table, column, "silverbook.jar", "functions/command/target/silverbook.jar", "");
    add(table, column, "worker.zip", "functions/worker/target/worker.zip", "<= 30");
    add(table, column, "discovery.zip", "functions/discovery/target/discovery.zip", "");
  }

  private void add(ResultTable table, String column, String name, String path, String goal)
      throws IOException {
    Path file = home.resolve(path);
    boolean built = Files.exists(file);
    double megabytes = built ? Files.size(file) / BYTES_PER_MEGABYTE : 0;
    table.put(
        column,
        name + "_mb",
        name + ", MB",
        goal,
        built ? ResultTable.number(megabytes, 1) : "not built",
        built ? megabytes : "not built");
  }
}
