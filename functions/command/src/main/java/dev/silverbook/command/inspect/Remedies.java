package dev.silverbook.command.inspect;

import java.util.Map;

/** What to do about a reason that makes a day degraded. */
final class Remedies {

  private static final String SPELLINGS =
      "name them in the configuration: sides: {buy: [...], sell: [...]}";

  private static final Map<String, String> BY_KEY =
      Map.ofEntries(
          Map.entry("side_spellings", SPELLINGS),
          Map.entry("unknown_sides", SPELLINGS),
          Map.entry(
              "sides_look_inverted",
              "if the column names the maker, say so in the configuration: sides: {maker: true}"),
          Map.entry(
              "mixed_units", "write the column in one unit, or correct the files that differ"),
          Map.entry(
              "mixed_clocks",
              "record a capture time with books and with trades, or set clock: exchange"),
          Map.entry("trades_missing", "look for the trades of that day elsewhere"),
          Map.entry("rows_without_time", "correct the recorder; these rows are left out"),
          Map.entry("trades_without_time", "correct the recorder; these trades are left out"),
          Map.entry(
              "files_ignored", "write them as Parquet, give them its suffix, or move them away"),
          Map.entry("rows_outside_day", "move rows to the directory of their day, UTC"),
          Map.entry("trades_file_contained", "remove the file that is contained in the other"),
          Map.entry("trades_doubled", "remove the files that repeat the others"),
          Map.entry(
              "trade_ids_do_not_identify", "name the id's column in the configuration: columns"),
          Map.entry("negative_latency", "check the recorder's clock"),
          Map.entry("latency", "check the recorder's clock"),
          Map.entry("events_before_snapshot", "let the recorder start each day with a snapshot"));

  private Remedies() {}

  /** Of a reason as {@code status} shows it: key, colon and words. */
  static String of(String reason) {
    int colon = reason.indexOf(':');
    return BY_KEY.getOrDefault(
        colon < 0 ? reason : reason.substring(0, colon),
        "look at these rows before you trust the day; thresholds are in the configuration: quality");
  }
}
