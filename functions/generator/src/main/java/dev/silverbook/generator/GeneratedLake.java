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

  static final GeneratedLake EMPTY = new GeneratedLake(0, 0, 0, 0, 0);

  GeneratedLake plusPartition(long moreFiles, long moreRows, long moreTrades, long moreBytes) {
    return new GeneratedLake(
        partitions + 1, files + moreFiles, rows + moreRows, trades + moreTrades, bytes + moreBytes);
  }
}
