package dev.silverbook.features.internal.book;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;

/**
 * Turns a snapshot as read into a clean book: drops levels whose price or size is null, not finite
 * or not positive, sorts a side that is out of order (stably), keeps the best levels.
 */
public final class BookCleaner {

  private final LevelSort sort = new LevelSort();
  private long dropped;

  /** Levels dropped so far. */
  public long dropped() {
    return dropped;
  }

  /** Fills {@code book} from {@code snapshot}. */
  public void clean(RawSnapshot snapshot, OrderBook book) {
    clean(snapshot.bids(), book.bids, -1);
    clean(snapshot.asks(), book.asks, 1);
  }

  /** {@code direction} is 1 when prices ascend from the best, -1 when they descend. */
  private void clean(RawLevels raw, BookSide side, int direction) {
    double[] prices = raw.prices();
    double[] sizes = raw.sizes();
    int priceOffset = raw.priceOffset();
    int sizeOffset = raw.sizeOffset();
    int levels = raw.length();
    int room = side.price.length;
    int kept = 0;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < levels; i++) {
      double price = prices[priceOffset + i];
      double size = sizes[sizeOffset + i];
      if (!usable(price, size)) {
        continue;
      }
      double rank = direction * price;
      if (rank < last) {
        cleanUnsorted(raw, side, direction);
        return;
      }
      last = rank;
      if (kept < room) {
        side.price[kept] = price;
        side.size[kept] = size;
      }
      kept++;
    }
    dropped += levels - kept;
    side.count = Math.min(kept, room);
  }

  private void cleanUnsorted(RawLevels raw, BookSide side, int direction) {
    sort.clear(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      double price = raw.price(i);
      double size = raw.size(i);
      if (usable(price, size)) {
        sort.add(direction * price, size);
      }
    }
    dropped += raw.length() - sort.count();
    sort.sort();
    side.count = Math.min(sort.count(), side.price.length);
    for (int i = 0; i < side.count; i++) {
      side.price[i] = direction * sort.key(i);
      side.size[i] = sort.value(i);
    }
  }

  private static boolean usable(double price, double size) {
    return price > 0 && price <= Double.MAX_VALUE && size > 0 && size <= Double.MAX_VALUE;
  }
}
