package dev.silverbook.command.inspect;

import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.pipeline.inspect.DatasetKind;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a place whose layout is not known, found by going down its directories.
 *
 * @param object the first Parquet file, else any file; empty when there is none
 * @param trades a Parquet file beside it whose name speaks of trades, while the first one's does
 *     not
 * @param names some names at the top, directories with a slash
 */
record SampleFile(
    Optional<StoredObject> object, Optional<StoredObject> trades, List<String> names) {

  private static final int LISTINGS = 60;
  private static final int NAMED = 5;

  /** Looks for one. */
  static SampleFile of(LakeStore store) {
    Search search = new Search(store);
    Optional<StoredObject> input = search.below("");
    if (input.isEmpty() && search.other == null && search.listings <= LISTINGS) {
      // Files beside directories: the tree is small, so all of it can be listed.
      input = search.among(store.objects(""));
    }
    Optional<StoredObject> first = input;
    List<String> directories =
        store.directories("").stream().filter(name -> !HivePath.ignored(name)).toList();
    List<String> names = new ArrayList<>();
    directories.stream().limit(NAMED).forEach(name -> names.add(name + "/"));
    if (directories.isEmpty()) {
      store.objects("").stream().limit(NAMED).forEach(object -> names.add(object.key()));
    }
    return new SampleFile(
        first.or(() -> Optional.ofNullable(search.other)),
        Optional.ofNullable(search.trades),
        names);
  }

  /** Whether it is Parquet by its name. */
  boolean input() {
    return object.map(file -> InputFileName.isInput(file.key())).orElse(false);
  }

  /** Whether it is CSV by its name. */
  boolean csv() {
    return object.map(file -> csv(file.key())).orElse(false);
  }

  static boolean csv(String key) {
    return key.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|txt)(\\.(gz|zst|zip|bz2|xz))?");
  }

  /** Goes down, and back up where there is nothing. */
  private static final class Search {
    private final LakeStore store;
    private int listings;
    private StoredObject other;
    private StoredObject trades;

    Search(LakeStore store) {
      this.store = store;
    }

    Optional<StoredObject> below(String prefix) {
      if (++listings > LISTINGS) {
        return Optional.empty();
      }
      List<String> directories =
          store.directories(prefix).stream().filter(name -> !HivePath.ignored(name)).toList();
      for (String name : directories) {
        Optional<StoredObject> found = below(prefix + name + "/");
        if (found.isPresent()) {
          return found;
        }
      }
      // Listing objects goes down to the end, so it is done at the end.
      return directories.isEmpty() ? among(store.objects(prefix)) : Optional.empty();
    }

    Optional<StoredObject> among(List<StoredObject> files) {
      Optional<StoredObject> books = named(files, false);
      if (books.isPresent()) {
        trades = named(files, true).orElse(null);
        return books;
      }
      Optional<StoredObject> input = named(files, true);
      if (input.isPresent()) {
        return input;
      }
      for (StoredObject file : files) {
        other = other == null || (csv(file.key()) && !csv(other.key())) ? file : other;
      }
      return Optional.empty();
    }

    private static Optional<StoredObject> named(List<StoredObject> files, boolean ofTrades) {
      return files.stream()
          .filter(file -> InputFileName.isInput(file.key()))
          .filter(file -> DatasetKind.named(file.key()) == ofTrades)
          .findFirst();
    }
  }
}
