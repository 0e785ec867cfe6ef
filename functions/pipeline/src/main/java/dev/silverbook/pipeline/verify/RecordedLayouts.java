package dev.silverbook.pipeline.verify;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * How inputs were laid out when outputs were made of them, as far as these say it.
 *
 * @param orderBook of the order books; empty in outputs of versions that did not say
 * @param trades of the trades; empty also when there were none
 */
record RecordedLayouts(Optional<String> orderBook, Optional<String> trades) {

  /** As the metadata of a partition's outputs says. */
  static RecordedLayouts of(Collection<Map<String, String>> outputs) {
    return new RecordedLayouts(
        said(outputs, "silverbook.input.layout"), said(outputs, "silverbook.input.trades_layout"));
  }

  private static Optional<String> said(Collection<Map<String, String>> outputs, String key) {
    return outputs.stream()
        .flatMap(metadata -> Optional.ofNullable(metadata.get(key)).stream())
        .findFirst();
  }

  /**
   * Lists a partition's inputs by these layouts, unless another is declared now, because the lake
   * may have been moved. What is said of the layouts is what was recorded in any case: it is part
   * of what is computed again.
   */
  PartitionInputs list(LakeStores lakes, PartitionId partition) {
    LakeStores laidOut =
        new LakeStores(
            lakes.orderBook(),
            lakes.trades(),
            lakes.silver(),
            choice(lakes.orderBookLayout(), orderBook, partition),
            choice(lakes.tradesLayout(), trades, partition));
    PartitionInputs found = new InputListing(laidOut).list(partition);
    return found.laidOut(
        new PartitionInputs.Layouts(
            orderBook.orElse(found.layouts().orderBook()), trades.or(found.layouts()::trades)));
  }

  private static LayoutChoice choice(
      LayoutChoice now, Optional<String> recorded, PartitionId partition) {
    return now.declared().isPresent() || recorded.isEmpty()
        ? now
        : new LayoutChoice(Optional.of(Layout.named(recorded.get(), partition)), now.constants());
  }
}
