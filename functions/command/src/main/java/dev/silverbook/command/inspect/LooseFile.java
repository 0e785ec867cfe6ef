package dev.silverbook.command.inspect;

import dev.silverbook.aws.S3Location;
import dev.silverbook.command.inspect.Inspection.Problem;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.pipeline.inspect.LayoutGuess;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A single file. A run takes places, not files, so the lake that it lies in is looked for above it.
 *
 * @param inspector that looks
 * @param place the file
 * @param directory the file is in
 * @param name of the file
 */
record LooseFile(Inspector inspector, LakePlace place, LakePlace directory, String name) {

  private static final int LEVELS_ABOVE = 8;

  /** The file that a place is; empty when it is none. */
  static Optional<LooseFile> of(Inspector inspector, LakePlace place) {
    if (place instanceof LakePlace.Directory file) {
      Path path = file.path();
      return Files.isDirectory(path) || path.getParent() == null
          ? Optional.empty()
          : Optional.of(
              new LooseFile(
                  inspector,
                  place,
                  new LakePlace.Directory(path.getParent()),
                  path.getFileName().toString()));
    }
    S3Location location = ((LakePlace.Bucket) place).location();
    String key = location.prefix().replaceAll("/$", "");
    int slash = key.lastIndexOf('/');
    LakePlace above =
        new LakePlace.Bucket(new S3Location(location.bucket(), key.substring(0, slash + 1)));
    String name = key.substring(slash + 1);
    return InputFileName.isInput(name) && inspector.stores().store(above).find(name).isPresent()
        ? Optional.of(new LooseFile(inspector, place, above, name))
        : Optional.empty();
  }

  Inspection inspect() {
    if (!InputFileName.isInput(name)) {
      boolean csv = SampleFile.csv(name);
      return Inspector.refused(
          place,
          List.of(
              new Problem(
                  place.toString(),
                  csv ? "CSV" : "NO_INPUT",
                  "it is not Parquet by its name; expected a name that ends in .parquet, .parq, .pq or"
                      + " .pqt",
                  csv ? UnknownLayout.CSV : "Write it as Parquet, or give it the suffix.")),
          List.of());
    }
    LakeStore store = inspector.stores().store(directory);
    StoredObject file = store.find(name).orElseThrow();
    Optional<Above> lake = lakeAbove();
    Optional<LayoutGuess> guess = lake.isPresent() ? Optional.empty() : guess();
    PartitionLook look =
        new FileLook(inspector, store)
            .look(file, lake.map(Above::partition).or(() -> guess.map(LayoutGuess::example)));
    if (lake.isPresent()) {
      return inLake(lake.get(), look);
    }
    return new Inspection(
        place,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(look),
        List.of(
            new Problem(
                place.toString(),
                "UNKNOWN_LAYOUT",
                "nothing above the file says its exchange, symbol and day",
                "Put it below exchange=…/symbol=…/date="
                    + day(look)
                    + guess
                        .map(
                            one ->
                                ", or try --layout '"
                                    + one.pattern()
                                    + "', which makes it "
                                    + one.example())
                        .orElse("")
                    + ".")),
        List.of(),
        guess.map(
            one ->
                inspector
                    .next()
                    .inspect(directory, UnknownLayout.settings(one, Optional.empty()))));
  }

  private Inspection inLake(Above lake, PartitionLook look) {
    boolean trades = look.files().stream().anyMatch(PartitionLook.File::trades);
    return new Inspection(
        place,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(look),
        trades
            ? List.of(
                new Problem(
                    place.toString(),
                    "NO_ORDER_BOOKS",
                    "it holds trades, which are read beside order books",
                    "Look at the directory above both, or give " + lake.root() + " with --trades."))
            : List.of(),
        List.of(
            "this is one file of "
                + lake.partition()
                + " in the lake "
                + lake.root()
                + "; a run takes all files of a partition"),
        trades
            ? Optional.empty()
            : Optional.of(
                inspector.next().of(lake.partition()).run(lake.root(), Optional.empty())));
  }

  private static String day(PartitionLook look) {
    return look.failure().isEmpty() ? look.partition().date().toString() : "…";
  }

  /** Only the name: what is above may be anything. */
  private Optional<LayoutGuess> guess() {
    return LayoutGuess.of(name);
  }

  /**
   * A lake that holds the file.
   *
   * @param root the directory above its levels
   * @param partition that the file lies in
   */
  private record Above(LakePlace root, PartitionId partition) {}

  private Optional<Above> lakeAbove() {
    String key = name;
    LakePlace at = directory;
    for (int i = 0; i < LEVELS_ABOVE; i++) {
      Optional<PartitionId> partition = inspector.reading().orderBookLayout().place(key);
      if (partition.isPresent()) {
        return Optional.of(new Above(at, partition.get()));
      }
      Optional<Step> step = above(at, key);
      if (step.isEmpty()) {
        return Optional.empty();
      }
      at = step.get().place();
      key = step.get().key();
    }
    return Optional.empty();
  }

  private record Step(LakePlace place, String key) {}

  private static Optional<Step> above(LakePlace at, String key) {
    if (at instanceof LakePlace.Directory directory) {
      Path path = directory.path();
      return path.getParent() == null
          ? Optional.empty()
          : Optional.of(
              new Step(new LakePlace.Directory(path.getParent()), path.getFileName() + "/" + key));
    }
    S3Location location = ((LakePlace.Bucket) at).location();
    if (location.prefix().isEmpty()) {
      return Optional.empty();
    }
    String prefix = location.prefix().substring(0, location.prefix().length() - 1);
    int slash = prefix.lastIndexOf('/');
    return Optional.of(
        new Step(
            new LakePlace.Bucket(new S3Location(location.bucket(), prefix.substring(0, slash + 1))),
            prefix.substring(slash + 1) + "/" + key));
  }
}
