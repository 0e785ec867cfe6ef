package dev.silverbook.lake.internal.shape;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.read.LevelsColumn;
import java.io.IOException;

/** {@code list<struct<price, size>>}: two columns with the same rows. */
final class StructLevels implements LevelsColumn {

  private final ListColumn prices;
  private final ListColumn sizes;

  StructLevels(ListColumn prices, ListColumn sizes) {
    this.prices = prices;
    this.sizes = sizes;
  }

  @Override
  public void open(int rowGroup) throws IOException {
    prices.open(rowGroup);
    sizes.open(rowGroup);
  }

  @Override
  public void next(RawLevels target) throws IOException {
    if (!prices.next()) {
      throw prices.corrupt("the column has fewer rows than its row group");
    }
    if (!sizes.next()) {
      throw sizes.corrupt("the column has fewer rows than its row group");
    }
    if (prices.length() != sizes.length() || prices.absent() != sizes.absent()) {
      throw sizes.corrupt(
          "a row has " + prices.length() + " prices and " + sizes.length() + " sizes");
    }
    if (prices.absent()) {
      target.setAbsent();
    } else {
      target.set(prices.values(), prices.start(), sizes.values(), sizes.start(), prices.length());
    }
  }

  @Override
  public void finish() throws IOException {
    if (prices.next()) {
      throw prices.corrupt("the column has more rows than its row group");
    }
    if (sizes.next()) {
      throw sizes.corrupt("the column has more rows than its row group");
    }
  }

  @Override
  public void close() throws IOException {
    try (prices) {
      sizes.close();
    }
  }
}
