package dev.silverbook.lake.understood;

/** How files spell a book, in the order in which that is detected. */
public enum BookShape {
  /** A column for each side, level and number. */
  FLAT("flat columns", "crypto-lake, Tardis, Databento, Nautilus"),
  /** {@code bids} and {@code asks} hold a struct for each level. */
  STRUCTS("list of structs", "ccxt recorders"),
  /** {@code bids} and {@code asks} hold a list of numbers for each level. */
  PAIRS("list of lists", "REST dumps, Kraken, OKX"),
  /** Prices in one list and sizes in another. */
  PARALLEL("parallel lists", "numpy people"),
  /** {@code bids} and {@code asks} hold JSON. */
  JSON("JSON text", "websocket archives"),
  /** A row says side, price and size of one level. */
  ROWS("one row per level", "long tables; level updates of Tardis and cryptofeed"),
  /** The best price of each side and its size. */
  QUOTES("quotes", "bookTicker, BBO");

  private final String words;
  private final String writers;

  BookShape(String words, String writers) {
    this.words = words;
    this.writers = writers;
  }

  /** The shape in words. */
  public String words() {
    return words;
  }

  /** Who is known to write it. */
  public String writers() {
    return writers;
  }
}
