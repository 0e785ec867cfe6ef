package dev.silverbook.command.inspect;

import dev.silverbook.command.inspect.Inspection.Problem;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.place.PlaceStores;
import dev.silverbook.command.place.Reading;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.inspect.DatasetKind;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.inspect.PartitionLooks;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds out what a place is, with what the engine itself makes of it.
 *
 * @param stores opens places
 * @param format of the files
 * @param reading how inputs are to be understood
 * @param filter which partitions
 * @param next makes commands to copy
 * @param scratch for sorting; created when that is needed
 * @param clock tells when to stop counting
 * @param cancelled whether to stop
 */
record Inspector(
    PlaceStores stores,
    LakeFormat format,
    Reading reading,
    PartitionFilter filter,
    NextCommand next,
    Path scratch,
    Clock clock,
    BooleanSupplier cancelled) {

  /**
   * Looks.
   *
   * @param place a directory, a prefix or a file
   * @param tradesPlace where trades are, if the user says so
   */
  Inspection inspect(LakePlace place, Optional<LakePlace> tradesPlace) {
    Optional<LooseFile> loose = LooseFile.of(this, place);
    if (loose.isPresent()) {
      return loose.get().inspect();
    }
    DatasetSearch search = new DatasetSearch(stores, format, reading, filter, clock);
    List<Dataset> found = new ArrayList<>(search.datasets(place));
    if (found.isEmpty()) {
      return search.problems().isEmpty()
          ? new UnknownLayout(this, place).inspect()
          : refused(place, search.problems(), List.of());
    }
    Optional<Dataset> given =
        tradesPlace.flatMap(other -> search.dataset(other, reading.tradesLayout()));
    Optional<Dataset> books = books(found);
    Optional<Dataset> trades =
        tradesPlace.isPresent()
            ? given
            : found.stream().filter(one -> one.kind() == DatasetKind.TRADES).findFirst();
    List<Dataset> others = new ArrayList<>(found);
    books.ifPresent(others::remove);
    trades.ifPresent(others::remove);
    List<Problem> problems = new ArrayList<>(search.problems());
    List<String> notes = new ArrayList<>();
    if (tradesPlace.isPresent() && given.isEmpty()) {
      problems.add(
          new Problem(
              tradesPlace.get().toString(),
              "NO_PARTITION",
              "no partition below " + tradesPlace.get() + " in the layout of the trades",
              "Give the directory above their levels, or --trades-layout."));
    }
    Stream.concat(books.stream(), trades.stream())
        .forEach(dataset -> addUnlisted(dataset, problems));
    if (books.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              place.toString(),
              "NO_ORDER_BOOKS",
              "there are "
                  + trades.map(one -> one.kind().words()).orElse("no books")
                  + " and no order books",
              "Give the directory of the order books, and this one with --trades."));
    }
    if (books.isEmpty()) {
      return new Inspection(
          place,
          books,
          trades,
          others,
          trades.map(this::looksAtTrades).orElse(List.of()),
          problems,
          notes,
          Optional.empty());
    }
    Dataset orderBook = books.get();
    if (!orderBook.survey().found()) {
      problems.add(
          new Problem(
              orderBook.place().toString(),
              "NOTHING_SELECTED",
              "no partition for this selection",
              "Leave out --exchange, --symbol, --from or --to."));
    }
    if (trades.isEmpty()) {
      notes.add(withoutTrades(orderBook.place()));
    }
    ShellCommand run = next.run(orderBook.place(), trades.map(Dataset::place));
    return new Inspection(
        place, books, trades, others, looks(orderBook, trades), problems, notes, Optional.of(run));
  }

  private static Optional<Dataset> books(List<Dataset> found) {
    return found.stream()
        .filter(one -> one.kind() == DatasetKind.BOOKS)
        .findFirst()
        .or(() -> found.stream().filter(one -> one.kind() == DatasetKind.UNKNOWN).findFirst());
  }

  private static void addUnlisted(Dataset dataset, List<Problem> problems) {
    dataset.survey().unlisted().stream()
        .limit(3)
        .forEach(
            message ->
                problems.add(
                    new Problem(
                        dataset.place().toString(),
                        "NOT_LISTED",
                        message,
                        "What is below would be left out; a run ends with 1.")));
  }

  static Inspection refused(LakePlace place, List<Problem> problems, List<PartitionLook> looks) {
    return new Inspection(
        place,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        looks,
        problems,
        List.of(),
        Optional.empty());
  }

  /** What the engine makes of a few partitions. */
  private List<PartitionLook> looks(Dataset books, Optional<Dataset> trades) {
    PartitionLooks looks =
        looks(
            new LakeStores(
                books.store(),
                trades.map(Dataset::store),
                books.store(),
                books.layout(),
                trades.map(Dataset::layout).orElse(LayoutChoice.DETECTED)));
    return books.survey().some().stream().map(looks::look).toList();
  }

  PartitionLooks looks(LakeStores lakes) {
    return new PartitionLooks(lakes, format, reading.configuration(), scratch, clock, cancelled);
  }

  private List<PartitionLook> looksAtTrades(Dataset trades) {
    LakeStores lakes =
        new LakeStores(
            trades.store(), Optional.empty(), trades.store(), trades.layout(), trades.layout());
    InputListing listing = new InputListing(lakes);
    return trades.survey().some().stream()
        .limit(1)
        .map(
            partition ->
                looks(lakes)
                    .lookAtTrades(partition, trades.store(), listing.list(partition).orderBook()))
        .toList();
  }

  /** A directory beside the books may hold what is missing. */
  private static String withoutTrades(LakePlace books) {
    String none = "without trades, columns that need them are null";
    if (!(books instanceof LakePlace.Directory directory) || directory.path().getParent() == null) {
      return none;
    }
    try (Stream<Path> beside = Files.list(directory.path().getParent())) {
      return beside
          .filter(path -> DatasetKind.named(path.getFileName().toString()))
          .filter(Files::isDirectory)
          .sorted()
          .findFirst()
          .map(path -> none + "; there may be some in " + path + ": add --trades " + path)
          .orElse(none);
    } catch (IOException e) {
      // The directory above is none of ours; a hint is all that is lost.
      return none;
    }
  }
}
