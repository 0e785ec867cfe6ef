package dev.silverbook.command.inspect;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.inspect.DatasetKind;
import dev.silverbook.pipeline.inspect.LayoutGuess;
import dev.silverbook.pipeline.inspect.PartitionLook;
import dev.silverbook.pipeline.inspect.PartitionLooks;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at one file as if it were a partition.
 *
 * @param inspector that looks
 * @param store the file is in
 */
record FileLook(Inspector inspector, LakeStore store) {

  /** No file is of this day, so the unit of a number is told by the century alone. */
  private static final LocalDate ANY_DAY = LocalDate.of(2099, 12, 31);

  /**
   * Looks.
   *
   * @param known the partition; empty when the path does not say it: then the first row does
   */
  PartitionLook look(StoredObject file, Optional<PartitionId> known) {
    if (known.isPresent()) {
      return look(file, known.get());
    }
    PartitionLook first = look(file, partition(ANY_DAY));
    OptionalLong micros = micros(first);
    if (micros.isEmpty()) {
      return first;
    }
    return look(
        file,
        partition(
            LocalDate.ofInstant(
                Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS), ZoneOffset.UTC)));
  }

  private static PartitionId partition(LocalDate day) {
    return new PartitionId(LayoutGuess.EXCHANGE, LayoutGuess.SYMBOL, day);
  }

  private static OptionalLong micros(PartitionLook look) {
    if (look.excerpt().book().isPresent()) {
      return OptionalLong.of(look.excerpt().book().get().micros());
    }
    return look.excerpt().trades().stream().mapToLong(trade -> trade.micros()).findFirst();
  }

  private PartitionLook look(StoredObject file, PartitionId partition) {
    LakeStores lakes =
        new LakeStores(
            store, Optional.empty(), store, LayoutChoice.DETECTED, LayoutChoice.DETECTED);
    PartitionLooks looks = inspector.looks(lakes);
    return kind(file, partition) == DatasetKind.TRADES
        ? looks.lookAtTrades(partition, store, List.of(file))
        : looks.look(new PartitionInputs(partition, List.of(file), Optional.empty(), List.of()));
  }

  private DatasetKind kind(StoredObject file, PartitionId partition) {
    try {
      return DatasetKind.of(
          inspector.format(),
          store.open(file),
          store.location() + "/" + file.key(),
          partition.date(),
          inspector.reading().configuration().input());
    } catch (IOException | StoreException e) {
      // The look meets the same failure, and tells it.
      return DatasetKind.UNKNOWN;
    }
  }
}
