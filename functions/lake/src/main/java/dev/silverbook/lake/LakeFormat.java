package dev.silverbook.lake;

import dev.silverbook.features.Clock;
import dev.silverbook.features.FeatureSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The seam between the pipeline and a file format. Implementations are stateless, but for what
 * {@link #forPartition} returns.
 */
public interface LakeFormat {

  /** Trades, read with what a reader of their times alone says of their object. */
  interface TimedTrades extends TimeReader, TradeReader {}

  /**
   * This format for reading the objects of one partition's books, or trades, each of them more than
   * once: it may remember what it has learned of them. Not thread-safe; under one key it is given
   * one object, which does not change meanwhile.
   */
  default LakeFormat forPartition() {
    return this;
  }

  /**
   * Opens an object of order-book snapshots.
   *
   * @throws UnreadableObjectException when it is not such a file, or its rows are less than a book
   * @throws IOException when the store fails
   */
  default SnapshotReader openSnapshots(InputObject object) throws IOException {
    return openSnapshots(object, InputContext.unknown());
  }

  /** As above, knowing more about the partition. */
  SnapshotReader openSnapshots(InputObject object, InputContext context) throws IOException;

  /**
   * Opens an object whose rows may be less than a book: {@link SnapshotReader#bookRows()} says what
   * they are.
   */
  default SnapshotReader openBookRows(InputObject object, InputContext context) throws IOException {
    return openSnapshots(object, context);
  }

  /**
   * Opens an object of trades.
   *
   * @throws UnreadableObjectException when it is not such a file
   * @throws IOException when the store fails
   */
  default TradeReader openTrades(InputObject object) throws IOException {
    return openTrades(object, InputContext.unknown());
  }

  /** As above, knowing more about the partition. */
  TradeReader openTrades(InputObject object, InputContext context) throws IOException;

  /**
   * Opens an object of snapshots or trades for its times only, which costs a small part of reading
   * the rows.
   *
   * @param clock whose column to read
   * @throws UnreadableObjectException when it is not such a file
   * @throws IOException when the store fails
   */
  default TimeReader openTimes(InputObject object, Clock clock) throws IOException {
    return openTimes(object, clock, InputContext.unknown());
  }

  /** As above, knowing more about the partition. */
  TimeReader openTimes(InputObject object, Clock clock, InputContext context) throws IOException;

  /**
   * Opens an object of trades for its rows and for what {@link #openTimes} says, where one reading
   * gives both.
   *
   * @return empty where it takes two; throws as {@link #openTimes} and {@link #openTrades}
   */
  Optional<TimedTrades> openTimedTrades(InputObject object, Clock clock, InputContext context)
      throws IOException;

  /**
   * Starts a feature file.
   *
   * @param schema its columns
   * @param out receives the bytes in order; closed by {@link FeatureWriter#close()}
   */
  FeatureWriter create(FeatureSchema schema, OutputStream out) throws IOException;

  /**
   * Starts a file whose rows are made in several parts side by side and come one part after the
   * other in it. Parts after the first are held back, encoded, until the file is finished.
   *
   * @param schema its columns
   * @param parts how many, at least one
   * @param out receives the bytes in order; closed by {@link PartWriter#close()}
   */
  PartWriter createParts(FeatureSchema schema, int parts, OutputStream out) throws IOException;
}
