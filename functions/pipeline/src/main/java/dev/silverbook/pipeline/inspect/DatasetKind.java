package dev.silverbook.pipeline.inspect;

import dev.silverbook.lake.BookRows;
import dev.silverbook.lake.InputConfiguration;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.SnapshotReader;
import dev.silverbook.lake.TradeReader;
import dev.silverbook.lake.UnreadableObjectException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** What a directory's files hold, told by the readers that would read them. */
public enum DatasetKind {
  /** Order books, whole or as changes. */
  BOOKS("order books"),
  /** Trades. */
  TRADES("trades"),
  /** Neither, as far as can be told. */
  UNKNOWN("neither order books nor trades");

  private final String words;

  DatasetKind(String words) {
    this.words = words;
  }

  /** What it is, for people. */
  public String words() {
    return words;
  }

  /**
   * Of one file. Rows of side, price and size may be levels or trades: then the name decides.
   *
   * @param name of the file with its directories
   * @throws IOException when the store fails
   */
  public static DatasetKind of(
      LakeFormat format,
      InputObject object,
      String name,
      LocalDate day,
      InputConfiguration configuration)
      throws IOException {
    boolean named = named(name);
    Optional<BookRows> books = books(format, object, day, configuration);
    boolean trades = trades(format, object, day, configuration);
    if (books.isPresent() && trades) {
      return named && books.get() == BookRows.LEVELS ? TRADES : BOOKS;
    }
    if (books.isPresent()) {
      return BOOKS;
    }
    return trades ? TRADES : UNKNOWN;
  }

  /** Whether a name speaks of trades. */
  public static boolean named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("trade") || lower.contains("fills");
  }

  private static Optional<BookRows> books(
      LakeFormat format, InputObject object, LocalDate day, InputConfiguration configuration)
      throws IOException {
    try (SnapshotReader reader = format.openBookRows(object, InputContext.of(day, configuration))) {
      return Optional.of(reader.bookRows());
    } catch (UnreadableObjectException e) {
      // Whether that is a fault is known once the other reader was asked, too.
      return Optional.empty();
    }
  }

  private static boolean trades(
      LakeFormat format, InputObject object, LocalDate day, InputConfiguration configuration)
      throws IOException {
    try (TradeReader reader = format.openTrades(object, InputContext.of(day, configuration))) {
      return !reader.object().isEmpty();
    } catch (UnreadableObjectException e) {
      return false;
    }
  }
}
