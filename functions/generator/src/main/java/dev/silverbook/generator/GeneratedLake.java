package dev.silverbook.generator;

/**
 * What was generated.
 *
 * @param partitions (exchange, symbol, date) combinations
 * @param files files of both datasets
 * @param rows snapshots
 * @param trades trades
 * @param bytes size of all files
 */
public record GeneratedLake(int partitions, long files, long rows, long trades, long bytes) {

  /** Nothing yet. */
  public static final GeneratedLake EMPTY = new GeneratedLake(0, 0, 0, 0, 0);

  /** Both together. */
  public GeneratedLake plus(GeneratedLake other) {
    return new GeneratedLake(
        partitions + other.partitions,
        files + other.files,
        rows + other.rows,
        trades + other.trades,
        bytes + other.bytes);
  }

  GeneratedLake plusPartition(long moreFiles, long moreRows, long moreTrades, long moreBytes) {
    return new GeneratedLake(
        partitions + 1, files + moreFiles, rows + moreRows, trades + moreTrades, bytes + moreBytes);
  }
}
