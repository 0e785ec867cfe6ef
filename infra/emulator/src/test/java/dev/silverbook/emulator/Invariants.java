package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.work.PartitionWorker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What must hold once all messages are drained, checked over every partition against inputs that
 * the tests remember themselves and outputs that one machine computes.
 */
final class Invariants {

  private final EmulatedAccount account;
  private final AwsSettings settings;
  private final Ledger ledger;
  private final BronzeLake bronze;
  private final LocalPipeline local;
  private final CommitLog log;

  Invariants(
      EmulatedAccount account,
      AwsSettings settings,
      Ledger ledger,
      BronzeLake bronze,
      LocalPipeline local,
      CommitLog log) {
    this.account = account;
    this.settings = settings;
    this.ledger = ledger;
    this.bronze = bronze;
    this.local = local;
    this.log = log;
  }

  /**
   * All of them.
   *
   * @param untold partitions that need not be known, because events about them were lost
   */
  void hold(Set<PartitionId> untold, Instant now) {
    Map<PartitionId, LedgerEntry> entries = new HashMap<>();
    ledger.entries().forEach(entry -> entries.put(entry.partition(), entry));
    Set<String> outputs = new HashSet<>();
    for (PartitionId partition : local.partitions()) {
      boolean unknown = untold.contains(partition) && !entries.containsKey(partition);
      if (unknown || local.inputs(partition).isEmpty()) {
        continue;
      }
      assertThat(entries).as("3: every partition has a verdict").containsKey(partition);
      LedgerEntry entry = entries.get(partition);
      assertThat(entry.fingerprint())
          .as("4: the verdict about %s covers every object", partition.key())
          .isEqualTo(local.fingerprint(partition));
      assertThat(entry.pendingUntil().filter(now::isBefore))
          .as("no arrival of %s is open", partition.key())
          .isEmpty();
      if (bronze.poisoned().contains(partition)) {
        assertThat(entry.status()).as(partition.key()).contains(LedgerStatus.FAILED);
        assertThat(entry.failure()).as("3: %s has a reason", partition.key()).isPresent();
      } else {
        assertThat(entry.status())
            .as("3: %s, failure %s", partition.key(), entry.failure())
            .contains(LedgerStatus.PROCESSED);
        outputsHold(partition, entry);
      }
      entry.outputs().stream().map(WrittenOutput::key).forEach(outputs::add);
    }
    assertThat(silverKeys()).as("nothing but outputs is in the silver bucket").isEqualTo(outputs);
    assertThat(unfinishedUploads()).as("unfinished uploads").isZero();
    log.commits()
        .forEach(
            (commit, times) ->
                assertThat(times).as("2: %s is committed once", commit).isEqualTo(1));
  }

  private void outputsHold(PartitionId partition, LedgerEntry entry) {
    List<WrittenOutput> written = new ArrayList<>();
    local
        .outputs(partition)
        .forEach(
            (dataset, expected) -> {
              String key = PartitionWorker.outputKey(dataset, partition);
              assertThat(silver(key))
                  .as("1, 5: %s is what one machine makes of its inputs", key)
                  .isEqualTo(expected);
              written.add(
                  new WrittenOutput(
                      dataset, key, expected.length, ContentTaggedStore.md5(expected)));
            });
    assertThat(entry.outputs())
        .as("the ledger names the outputs of %s", partition.key())
        .containsExactlyInAnyOrderElementsOf(written);
  }

  private byte[] silver(String key) {
    return account
        .s3()
        .getObjectAsBytes(
            request ->
                request.bucket(settings.silver().bucket()).key(settings.silver().fullKey(key)))
        .asByteArray();
  }

  private Set<String> silverKeys() {
    Set<String> keys = new HashSet<>();
    account
        .s3()
        .listObjectsV2Paginator(request -> request.bucket(settings.silver().bucket()))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(settings.silver().prefix().length()))
        .forEach(keys::add);
    return keys;
  }

  private int unfinishedUploads() {
    return account
        .s3()
        .listMultipartUploads(request -> request.bucket(settings.silver().bucket()))
        .uploads()
        .size();
  }
}
