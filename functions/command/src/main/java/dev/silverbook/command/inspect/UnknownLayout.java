package dev.silverbook.command.inspect;

import dev.silverbook.command.inspect.Inspection.Problem;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.inspect.LayoutGuess;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * A place in which no partition was found: what is there instead, and what to try.
 *
 * @param inspector that looks
 * @param place of which nobody knows the layout
 */
record UnknownLayout(Inspector inspector, LakePlace place) {

  /** Where the statements for CSV stand. */
  static final String CSV =
      "Turn it into Parquet first: the README has a DuckDB statement for each of Tardis, Binance and"
          + " LOBSTER below 'CSV'.";

  Inspection inspect() {
    LakeStore store = inspector.stores().store(place);
    SampleFile sample = SampleFile.of(store);
    if (sample.object().isEmpty()) {
      String seen =
          sample.names().isEmpty()
              ? "nothing"
              : "no file, only " + String.join(", ", sample.names());
      return refused(
          new Problem(
              place.toString(),
              "EMPTY",
              "there is no file below " + place + ": found " + seen,
              "Give the directory that holds order books."));
    }
    StoredObject file = sample.object().get();
    if (!sample.input()) {
      return refused(
          new Problem(
              place.toString(),
              sample.csv() ? "CSV" : "NO_INPUT",
              "no file below "
                  + place
                  + " is Parquet by its name, for example "
                  + file.key()
                  + "; expected names that end in .parquet, .parq, .pq or .pqt",
              sample.csv() ? CSV : "Write the files as Parquet, or give them its suffix."));
    }
    Optional<LayoutGuess> guess = LayoutGuess.below(file.key());
    Optional<String> tradesPattern =
        sample
            .trades()
            .flatMap(trades -> LayoutGuess.of(trades.key()))
            .map(LayoutGuess::pattern)
            .filter(pattern -> guess.map(books -> !books.pattern().equals(pattern)).orElse(false));
    PartitionLook look = new FileLook(inspector, store).look(file, guess.map(LayoutGuess::example));
    Problem problem =
        new Problem(
            place.toString(),
            "UNKNOWN_LAYOUT",
            "no partition below "
                + place
                + ": found "
                + String.join(", ", sample.names())
                + " and files such as "
                + file.key()
                + "; "
                + expected(),
            guess
                .map(one -> words(one, tradesPattern))
                .orElse("Put each day into a directory or a file named for it."));
    return new Inspection(
        place,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(look),
        List.of(problem),
        List.of(),
        guess.map(one -> inspector.next().inspect(place, settings(one, tradesPattern))));
  }

  private String expected() {
    return inspector
        .reading()
        .orderBookLayout()
        .declared()
        .map(layout -> "expected " + layout)
        .orElse(
            "expected directories exchange=*/symbol=*/year=*/month=*/day=*, in any order, or date=*"
                + " for the day");
  }

  private static String words(LayoutGuess guess, Optional<String> tradesPattern) {
    return "Try --layout '"
        + guess.pattern()
        + "'"
        + tradesPattern.map(pattern -> " and --trades-layout '" + pattern + "'").orElse("")
        + (guess.exchangeMissing() ? " and --exchange-name" : "")
        + (guess.symbolMissing() ? " and --symbol-name" : "")
        + ": that file would be "
        + guess.example()
        + ".";
  }

  static LayoutSettings settings(LayoutGuess guess, Optional<String> tradesPattern) {
    return new LayoutSettings(
        Optional.of(guess.pattern()),
        tradesPattern,
        guess.exchangeMissing() ? Optional.of(LayoutGuess.EXCHANGE) : Optional.empty(),
        guess.symbolMissing() ? Optional.of(LayoutGuess.SYMBOL) : Optional.empty());
  }

  private Inspection refused(Problem problem) {
    return Inspector.refused(place, List.of(problem), List.of());
  }
}
