package dev.silverbook.command.inspect;

import dev.silverbook.command.inspect.Inspection.Problem;
import dev.silverbook.command.place.LakePlace;
import dev.silverbook.command.place.PlaceStores;
import dev.silverbook.command.place.Reading;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.LakeFormat;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.inspect.DatasetKind;
import dev.silverbook.pipeline.inspect.LakeSurvey;
import dev.silverbook.pipeline.plan.PartitionFilter;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.TableFormats;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the datasets of a place: itself, or what lies in its directories or in theirs. */
final class DatasetSearch {

  /** Directories that are looked into, at each of two levels. */
  private static final int LOOKED_INTO = 24;

  private final PlaceStores stores;
  private final LakeFormat format;
  private final Reading reading;
  private final PartitionFilter filter;
  private final Clock clock;
  private final List<Problem> problems = new ArrayList<>();

  DatasetSearch(
      PlaceStores stores, LakeFormat format, Reading reading, PartitionFilter filter, Clock clock) {
    this.stores = stores;
    this.format = format;
    this.reading = reading;
    this.filter = filter;
    this.clock = clock;
  }

  /** Tables of a format, and directories that could not be listed, met on the way. */
  List<Problem> problems() {
    return problems;
  }

  /**
   * Looks at the place, then into it.
   *
   * @throws StoreException when the place itself cannot be listed
   */
  List<Dataset> datasets(LakePlace place) {
    List<String> names = stores.store(place).directories("");
    if (isTable(place, names)) {
      return List.of();
    }
    List<Dataset> found = new ArrayList<>(at(place));
    List<LakePlace> level = List.of(place);
    for (int depth = 0; depth < 2 && found.isEmpty() && problems.isEmpty(); depth++) {
      level = level.stream().flatMap(above -> below(above).stream()).limit(LOOKED_INTO).toList();
      for (LakePlace one : level) {
        found.addAll(tried(one));
      }
    }
    return found;
  }

  private List<LakePlace> below(LakePlace place) {
    try {
      return stores.store(place).directories("").stream()
          .filter(name -> !HivePath.ignored(name))
          .limit(LOOKED_INTO)
          .map(place::below)
          .toList();
    } catch (StoreException e) {
      problems.add(problem(place, e));
      return List.of();
    }
  }

  private List<Dataset> tried(LakePlace place) {
    try {
      return isTable(place, stores.store(place).directories("")) ? List.of() : at(place);
    } catch (StoreException e) {
      problems.add(problem(place, e));
      return List.of();
    }
  }

  private static Problem problem(LakePlace place, StoreException e) {
    return new Problem(place.toString(), e.reason().name(), e.getMessage(), e.reason().advice());
  }

  private boolean isTable(LakePlace place, List<String> names) {
    return TableFormats.refusal(stores.store(place), "", names)
        .map(
            failure ->
                problems.add(
                    new Problem(
                        place.toString(),
                        failure.reason().name(),
                        failure.message(),
                        failure.reason().advice())))
        .isPresent();
  }

  /** The datasets of exactly that place; two where two layouts tell books and trades apart. */
  private List<Dataset> at(LakePlace place) {
    boolean apart = !reading.orderBookLayout().equals(reading.tradesLayout());
    if (!apart) {
      return dataset(place, reading.orderBookLayout()).stream().toList();
    }
    List<Dataset> both = new ArrayList<>();
    dataset(place, reading.orderBookLayout()).ifPresent(both::add);
    dataset(place, reading.tradesLayout()).ifPresent(both::add);
    return both;
  }

  /** The dataset of a place in a layout; empty when that finds no partition. */
  Optional<Dataset> dataset(LakePlace place, LayoutChoice layout) {
    LakeStore store = stores.store(place);
    LakeSurvey survey = LakeSurvey.of(store, layout, filter, clock);
    if (!survey.found()) {
      if (filter.equals(PartitionFilter.ALL) || !LakeSurvey.anyPartition(store, layout, clock)) {
        return Optional.empty();
      }
      return Optional.of(
          new Dataset(place, store, layout, name(layout), survey, byName(place.toString())));
    }
    PartitionId first = survey.partitions().get(0);
    PartitionInputs inputs =
        new InputListing(new LakeStores(store, Optional.empty(), store, layout, layout))
            .list(first);
    return Optional.of(
        new Dataset(
            place,
            store,
            layout,
            inputs.layouts().orderBook(),
            survey,
            kind(place, store, inputs)));
  }

  private static String name(LayoutChoice layout) {
    return layout.declared().map(Object::toString).orElse("detected");
  }

  private DatasetKind kind(LakePlace place, LakeStore store, PartitionInputs inputs) {
    if (inputs.orderBook().isEmpty()) {
      return byName(place.toString());
    }
    String key = inputs.orderBook().get(0).key();
    try {
      DatasetKind kind =
          DatasetKind.of(
              format,
              store.open(inputs.orderBook().get(0)),
              place.address(key),
              inputs.partition().date(),
              reading.configuration().input());
      return kind == DatasetKind.UNKNOWN ? byName(place.address(key)) : kind;
    } catch (IOException | StoreException e) {
      // Looking at the partition meets the same failure, and tells it.
      return byName(place.address(key));
    }
  }

  private static DatasetKind byName(String name) {
    return DatasetKind.named(name) ? DatasetKind.TRADES : DatasetKind.UNKNOWN;
  }
}
