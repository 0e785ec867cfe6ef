package dev.silverbook.command.spelling;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Draws where files of one day lie. */
final class LakeFiles {

  private static final List<String> SUFFIXES =
      List.of(
          ".parquet",
          ".PARQUET",
          ".parq",
          ".pq",
          ".pqt",
          ".snappy.parquet",
          ".parquet.zst",
          ".parquet.snappy");
  private static final List<String> SYMBOLS =
      List.of("BTC~USDT", "BTC%2FUSDT", "BTC%2fUSDT:USDT", "S&P%20500", "BTCUSDT");

  private final Random random;
  private final LocalDate date;
  private final String directory;
  private final String pattern;
  private final boolean further;

  /** Of one day. */
  LakeFiles(Random random, LocalDate date) {
    this.random = random;
    this.date = date;
    String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    switch (random.nextInt(6)) {
      case 0 -> {
        directory = "binance/" + symbol + "/" + date;
        pattern = "{exchange}/{symbol}/{date}";
      }
      case 1 -> {
        directory = "v1/" + symbol + "/book_binance_" + date + "_";
        pattern = "v1/{symbol}/book_{exchange}_{date}_{*}.parquet";
      }
      default -> {
        directory = levels(symbol);
        pattern = "";
      }
    }
    this.further = !directory.endsWith("_") && random.nextInt(3) == 0;
  }

  private String levels(String symbol) {
    List<String> levels = new ArrayList<>();
    levels.add((random.nextInt(4) == 0 ? "venue" : "exchange") + "=binance");
    levels.add(pick("symbol", "symbol", "instrument", "pair", "product", "market") + "=" + symbol);
    levels.add(
        switch (random.nextInt(4)) {
          case 0 -> "date=" + date;
          case 1 -> "dt=" + date;
          case 2 -> "dt=" + date.toString().replace("-", "");
          default ->
              String.format(
                  Locale.ROOT,
                  random.nextBoolean() ? "year=%d/month=%d/day=%d" : "year=%d/month=%02d/day=%02d",
                  date.getYear(),
                  date.getMonthValue(),
                  date.getDayOfMonth());
        });
    if (random.nextBoolean()) {
      Collections.shuffle(levels, random);
    }
    return String.join("/", levels);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The canonical directory. */
  static String canonical(LocalDate date) {
    return String.format(
        Locale.ROOT,
        "exchange=binance/symbol=BTC~USDT/year=%d/month=%02d/day=%02d/a.parquet",
        date.getYear(),
        date.getMonthValue(),
        date.getDayOfMonth());
  }

  /** What {@code --layout} must say; empty where it is detected. */
  String pattern() {
    return pattern;
  }

  /** The path of the file that is the {@code index}-th by name. */
  String path(int index) {
    String suffix = SUFFIXES.get(random.nextInt(SUFFIXES.size()));
    if (directory.endsWith("_")) {
      return directory + index + ".parquet";
    }
    String name = "part-" + (char) ('a' + index) + suffix;
    return directory + (further ? String.format(Locale.ROOT, "/hour=%02d/", index) : "/") + name;
  }

  @Override
  public String toString() {
    return directory + (further ? "/hour=" : "") + " of " + date;
  }
}
