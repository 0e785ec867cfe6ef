package dev.silverbook.features;

import dev.silverbook.features.internal.book.BookState;
import dev.silverbook.features.internal.group.ColumnList;
import java.util.List;

/** The columns every row has: its times, the state of its book, and the book as read if wanted. */
final class IdentityColumns {

  private static final int ABSENT = -1;

  private final int captureTime;
  private final int timestamp;
  private final int nonce;
  private final int bookState;
  private final boolean raw;

  IdentityColumns(ColumnList columns, FeatureConfiguration configuration, InputColumns input) {
    captureTime =
        columns.add(
            column(
                "capture_ts",
                ColumnType.TIMESTAMP_MICROS,
                "us",
                "when the recorder knew the row, UTC"));
    timestamp =
        input.timestamp()
            ? columns.add(
                column("timestamp", ColumnType.INT64, "ms", "the exchange's time, as read"))
            : ABSENT;
    nonce =
        input.nonce()
            ? columns.add(
                column("nonce", ColumnType.INT64, "1", "the exchange's sequence number, as read"))
            : ABSENT;
    bookState =
        columns.add(
            column(
                    "book_state",
                    ColumnType.LABEL,
                    "1",
                    "state of the cleaned book; features are null unless it is ok or locked")
                .asLabel(BookState.labels()));
    raw = !configuration.output().dropRawBookArrays();
    if (raw) {
      columns.add(
          column("bids", ColumnType.LEVELS, "quote, base", "bid levels (price, size), as read"));
      columns.add(
          column("asks", ColumnType.LEVELS, "quote, base", "ask levels (price, size), as read"));
    }
  }

  void fill(RawSnapshot snapshot, BookState state, FeatureRow out) {
    long[] integers = out.integers();
    integers[captureTime] = snapshot.captureMicros();
    if (timestamp != ABSENT) {
      integers[timestamp] = snapshot.exchangeMillis();
    }
    if (nonce != ABSENT) {
      integers[nonce] = snapshot.nonce();
    }
    out.labels()[bookState] = state.code();
    if (raw) {
      out.setSnapshot(snapshot);
    }
  }

  private static Column column(String name, ColumnType type, String unit, String definition) {
    return new Column(name, type, Category.IDENTITY, unit, definition, "", false, true, List.of());
  }
}
