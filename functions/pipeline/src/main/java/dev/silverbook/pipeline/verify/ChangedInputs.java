package dev.silverbook.pipeline.verify;

import dev.silverbook.pipeline.ledger.CoveredInputs;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in words what became of inputs whose fingerprint is another now. */
final class ChangedInputs {

  private static final int MOST_NAMES = 3;

  private ChangedInputs() {}

  /**
   * As much as can be told.
   *
   * @param covered what the result was made from, where it was noted
   */
  static String described(Optional<CoveredInputs> covered, PartitionInputs inputs) {
    StringBuilder text = new StringBuilder("the inputs are not those of the run any more: ");
    text.append(inputs.objects()).append(inputs.objects() == 1 ? " object" : " objects");
    if (covered.isPresent()) {
      CoveredInputs then = covered.get();
      text.append(" now, ").append(then.objects()).append(" then");
      if (then.hasOutlived(inputs)) {
        text.append("; some were removed since");
      }
      List<String> newer =
          Stream.concat(inputs.orderBook().stream(), inputs.trades().stream().flatMap(List::stream))
              .filter(object -> object.modified().toEpochMilli() > then.newest().toEpochMilli())
              .map(StoredObject::key)
              .limit(MOST_NAMES)
              .toList();
      if (!newer.isEmpty()) {
        text.append("; written since: ").append(String.join(", ", newer));
      }
    }
    return text.append("; run again to have the outputs follow").toString();
  }
}
