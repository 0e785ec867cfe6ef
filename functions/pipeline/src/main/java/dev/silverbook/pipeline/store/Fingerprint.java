package dev.silverbook.pipeline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.features.FeatureEngine;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Names what a result is about: SHA-256 in hexadecimal over the inputs, the configuration and the
 * engine's schema version. Equal fingerprints mean that processing again gives the same bytes.
 */
public final class Fingerprint {

  private final String configuration;

  /** For one configuration; whether a trades location is configured is part of it. */
  public Fingerprint(SilverConfiguration configuration, boolean tradesConfigured) {
    MessageDigest digest = sha256();
    add(digest, "schema " + FeatureEngine.SCHEMA_VERSION);
    add(digest, tradesConfigured ? "with trades" : "without trades");
    add(digest, configuration.toJson());
    this.configuration = HexFormat.of().formatHex(digest.digest());
  }

  /** The part that is the same for all partitions. */
  public String configuration() {
    return configuration;
  }

  /** Of one partition's inputs; the order of the objects does not matter. */
  public String of(PartitionInputs inputs) {
    MessageDigest digest = sha256();
    add(digest, configuration);
    add(digest, "orderbook", inputs.orderBook());
    add(digest, "trades", inputs.trades().orElse(List.of()));
    inputs
        .refusal()
        .map(Failure::reason)
        .filter(reason -> reason == FailureReason.TABLE_FORMAT)
        // The files may stay as they are when the table above them goes.
        .ifPresent(reason -> add(digest, reason.name()));
    if (inputs.orderBook().isEmpty()) {
      // Without an input the refused names are all that such a verdict is about.
      inputs.ignored().stream().sorted().forEach(key -> add(digest, key));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String dataset, List<StoredObject> objects) {
    objects.stream()
        .sorted(Comparator.comparing(StoredObject::key))
        .forEach(
            object -> {
              add(digest, dataset);
              add(digest, object.key());
              add(digest, Long.toString(object.size()));
              add(digest, object.etag());
            });
  }

  /** Length first, so that no two lists of fields give the same bytes. */
  private static void add(MessageDigest digest, String field) {
    byte[] bytes = field.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
