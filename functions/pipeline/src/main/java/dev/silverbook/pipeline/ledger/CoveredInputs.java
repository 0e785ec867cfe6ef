package dev.silverbook.pipeline.ledger;

import dev.silverbook.pipeline.store.PartitionInputs;
import java.time.Instant;

/**
 * What a result was made from, so that inputs that are removed afterwards do not take it with them.
 *
 * @param fingerprint of these inputs, the configuration and the engine version
 * @param objects their number
 * @param newest when the newest of them was written
 * @param expired whether a later listing showed that some of them are gone, and nothing new
 */
public record CoveredInputs(String fingerprint, int objects, Instant newest, boolean expired) {

  /** Of a listing. Times are kept to the millisecond, as every ledger does. */
  public static CoveredInputs of(String fingerprint, PartitionInputs inputs) {
    return new CoveredInputs(
        fingerprint, inputs.objects(), Instant.ofEpochMilli(inputs.newest().toEpochMilli()), false);
  }

  /**
   * Whether that listing shows only what is left of these inputs: fewer objects, none of them
   * newer. Computing from them again would replace a complete result by a part of it.
   */
  public boolean hasOutlived(PartitionInputs left) {
    return left.objects() < objects && left.newest().toEpochMilli() <= newest.toEpochMilli();
  }

  /** The same, noted as expired. */
  CoveredInputs asExpired() {
    return new CoveredInputs(fingerprint, objects, newest, true);
  }
}
