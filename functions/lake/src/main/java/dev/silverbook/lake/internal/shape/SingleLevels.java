package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.read.ColumnTypes;
import dev.silverbook.lake.internal.read.DoubleColumn;
import dev.silverbook.lake.internal.read.LevelsColumn;
import java.io.IOException;

/**
 * Rows of one level each: columns of side, price and size. The bids read a row, the asks look at
 * what they have read; the side that a row says nothing of is absent.
 */
final class SingleLevels implements LevelsColumn {

  private final ColumnTypes.SideColumn sides;
  private final DoubleColumn prices;
  private final DoubleColumn sizes;
  private final double[] price = new double[1];
  private final double[] size = new double[1];
  private AggressorSide side = AggressorSide.UNKNOWN;

  SingleLevels(ColumnTypes.SideColumn sides, DoubleColumn prices, DoubleColumn sizes) {
    this.sides = sides;
    this.prices = prices;
    this.sizes = sizes;
  }

  @Override
  public void open(int rowGroup) throws IOException {
    sides.codes().open(rowGroup);
    prices.open(rowGroup);
    sizes.open(rowGroup);
  }

  @Override
  public void next(RawLevels target) throws IOException {
    side = sides.decoder().side(sides.codes().next());
    price[0] = prices.next();
    size[0] = sizes.next();
    point(target, side == AggressorSide.BUY);
  }

  private void point(RawLevels target, boolean there) {
    if (there) {
      target.set(price, 0, size, 0, 1);
    } else {
      target.setAbsent();
    }
  }

  @Override
  public void finish() {
    // A column outside lists has as many values as its chunk says, and the chunk as many as rows.
  }

  @Override
  public void close() throws IOException {
    try (prices;
        sizes) {
      sides.codes().close();
    }
  }

  /** The other side of the same rows. */
  LevelsColumn asks() {
    return new LevelsColumn() {
      @Override
      public void open(int rowGroup) {
        // The bids open the columns of both.
      }

      @Override
      public void next(RawLevels target) {
        point(target, side == AggressorSide.SELL);
      }

      @Override
      public void finish() {
        // As the bids.
      }

      @Override
      public void close() {
        // The bids close the columns of both.
      }
    };
  }
}
