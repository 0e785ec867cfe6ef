package dev.silverbook.benchmark.subject;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.plan.PartitionDiscovery;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.LakeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bronze lake to measure on.
 *
 * @param name short, also the directory of a generated lake
 * @param title for tables
 * @param generated how to make it; empty for a lake that is there
 * @param root holds {@code orderbook} and {@code trades}
 */
public record Workload(String name, String title, Optional<GeneratorOptions> generated, Path root) {

  /** Name of {@link #ordinaryDay}. */
  public static final String ORDINARY_DAY = "86k-x-20";

  /** Name of {@link #busyDay}. */
  public static final String BUSY_DAY = "850k-x-50";

  /** Name of {@link #recorded}. */
  public static final String REAL = "real";

  /** Name of {@link #quick}. */
  public static final String QUICK = "quick";

  /** One snapshot a second with 20 levels a side, 50,000 trades. */
  public static Workload ordinaryDay(Path lakes) {
    return generated(lakes, ORDINARY_DAY, "86k x 20", options().tradesPerDay(50_000).build());
  }

  /** A busy symbol: ten a second with 50 levels a side, 500,000 trades. */
  public static Workload busyDay(Path lakes) {
    return generated(
        lakes,
        BUSY_DAY,
        "850k x 50",
        options().rowsPerDay(850_000).levels(50).tradesPerDay(500_000).build());
  }

  /** Several ordinary days, for runs whose start-up is to count little. */
  public static Workload ordinaryDays(Path lakes, int days) {
    return generated(
        lakes,
        "86k-x-20-days-" + days,
        days + " days 86k x 20",
        options().days(days).tradesPerDay(50_000).build());
  }

  /** Something small, to see whether everything works. */
  public static Workload quick(Path lakes) {
    return generated(
        lakes,
        QUICK,
        "9k x 10",
        options().rowsPerDay(8_640).levels(10).tradesPerDay(5_000).segmentsPerDay(4).build());
  }

  /** A recorded lake beside the checkout, if there is one. */
  public static Optional<Workload> recorded(Path home) {
    Path root = home.resolveSibling("shared").resolve("data").resolve("lake");
    return Files.isDirectory(root.resolve(BronzeLakeGenerator.ORDER_BOOK))
        ? Optional.of(new Workload(REAL, "real days", Optional.empty(), root))
        : Optional.empty();
  }

  static Workload generated(Path lakes, String name, String title, GeneratorOptions options) {
    return new Workload(name, title, Optional.of(options), lakes.resolve(name));
  }

  public Path orderBook() {
    return root.resolve(BronzeLakeGenerator.ORDER_BOOK);
  }

  public Path trades() {
    return root.resolve(BronzeLakeGenerator.TRADES);
  }

  /** All partitions of the lake, which must be there, in their order. */
  public List<PartitionId> partitions() throws IOException {
    return partitions(new DirectoryStore(orderBook()));
  }

  /** All partitions of order books; at least one. */
  public static List<PartitionId> partitions(LakeStore orderBook) throws IOException {
    List<PartitionId> partitions =
        new PartitionDiscovery(orderBook, PartitionFilter.ALL, Optional.empty(), ignored -> {})
            .partitions()
            .toList();
    if (partitions.isEmpty()) {
      throw new IOException("no partition in " + orderBook.location());
    }
    return partitions;
  }

  /** Generates the lake unless it is there. */
  public void prepare(GenerationListener progress) throws IOException {
    if (generated.isEmpty() || Files.exists(root)) {
      return;
    }
    // Under another name first: what an interrupted generation leaves is no lake.
    Path unfinished = root.resolveSibling(name + "-unfinished");
    Files.createDirectories(unfinished);
    new BronzeLakeGenerator(generated.get(), new ParquetFormat()).generate(unfinished, progress);
    Files.move(unfinished, root);
  }

  /** What an interrupted generation has left under the unfinished name may be replaced. */
  private static GeneratorOptions.Builder options() {
    return GeneratorOptions.builder().replace(true);
  }
}
