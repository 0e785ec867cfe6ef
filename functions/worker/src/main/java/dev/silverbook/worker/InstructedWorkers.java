package dev.silverbook.worker;

import dev.silverbook.aws.S3Location;
import dev.silverbook.features.ConfigurationException;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.message.Delivery;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.work.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A worker for each set of instructions that messages bring along. They change when somebody
 * deploys another configuration, so the last few are kept.
 */
final class InstructedWorkers implements BiFunction<PartitionMessage, Delivery, Outcome> {

  private static final int KEPT = 4;

  /** Makes a worker of instructions that have been understood. */
  @FunctionalInterface
  interface Factory {

    /**
     * A worker.
     *
     * @param lakes where it reads and writes
     * @param configuration what it computes
     */
    BiFunction<PartitionMessage, Delivery, Outcome> worker(
        LakeLocations lakes, SilverConfiguration configuration);
  }

  /** Where the lakes of a message are: none overlaps another. */
  record LakeLocations(
      S3Location orderBooks,
      Optional<S3Location> trades,
      S3Location silver,
      LayoutChoice layout,
      LayoutChoice tradesLayout) {

    LakeLocations {
      apart("orderBooks", orderBooks, "silver", silver);
      if (trades.isPresent()) {
        apart("trades", trades.get(), "silver", silver);
        apart("trades", trades.get(), "orderBooks", orderBooks);
      }
    }

    private static void apart(
        String field, S3Location location, String otherField, S3Location other) {
      if (location.overlaps(other)) {
        throw new BadMessageException(
            "fields %s and %s of the message overlap: %s and %s; objects below one would be taken for the other's"
                .formatted(field, otherField, location, other));
      }
    }
  }

  private final Factory factory;
  private final Map<Instructions, BiFunction<PartitionMessage, Delivery, Outcome>> workers =
      new LinkedHashMap<>();

  InstructedWorkers(Factory factory) {
    this.factory = factory;
  }

  /**
   * Handles one message.
   *
   * @throws BadMessageException when it has no instructions, or such that nobody can follow
   */
  @Override
  public Outcome apply(PartitionMessage message, Delivery delivery) {
    Instructions instructions =
        message
            .instructions()
            .orElseThrow(
                () ->
                    new BadMessageException(
                        "the message does not say where the data is and what to compute: fields"
                            + " orderBooks, silver and configuration are missing; let the backfill"
                            + " send the partition"));
    return worker(instructions).apply(message, delivery);
  }

  private synchronized BiFunction<PartitionMessage, Delivery, Outcome> worker(
      Instructions instructions) {
    BiFunction<PartitionMessage, Delivery, Outcome> known = workers.get(instructions);
    if (known != null) {
      return known;
    }
    LakeLocations lakes =
        new LakeLocations(
            location("orderBooks", instructions.orderBooks()),
            instructions.trades().map(address -> location("trades", address)),
            location("silver", instructions.silver()),
            instructions.layout(),
            instructions.tradesLayout());
    BiFunction<PartitionMessage, Delivery, Outcome> made =
        factory.worker(lakes, configuration(instructions.configuration()));
    if (workers.size() == KEPT) {
      workers.remove(workers.keySet().iterator().next());
    }
    workers.put(instructions, made);
    return made;
  }

  private static S3Location location(String field, String address) {
    try {
      return S3Location.parse(address);
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("field " + field + " of the message: " + e.getMessage());
    }
  }

  private static SilverConfiguration configuration(String json) {
    try {
      return SilverConfiguration.fromMap(JsonValue.parseObject(json).fields());
    } catch (MalformedJsonException | ConfigurationException e) {
      throw new BadMessageException("field configuration of the message: " + e.getMessage());
    }
  }
}
