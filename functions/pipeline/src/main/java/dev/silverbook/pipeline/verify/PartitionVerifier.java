package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.TableReader;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerAttributes;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.PartitionResult;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.Fingerprint;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.LakeStores;
import dev.silverbook.pipeline.store.PartitionInputs;
import dev.silverbook.pipeline.store.StoredObject;
import dev.silverbook.pipeline.work.FailureMapping;
import dev.silverbook.pipeline.work.PartitionFailedException;
import dev.silverbook.pipeline.work.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Proves processed partitions, or shows what is wrong with them, one at a time. Reads outputs and
 * inputs; writes to a scratch store alone. Memory is what two columns of a row group take beside
 * what processing takes, and a bit for each bar.
 */
public final class PartitionVerifier {

  private final LakeStores lakes;
  private final LakeStore scratch;
  private final Computations computations;
  private final String version;
  private final int cuts;
  private final long seed;
  private final StopSignal stop;

  /**
   * For partitions of one lake.
   *
   * @param lakes inputs and outputs
   * @param scratch takes what is computed again, and is empty when a partition is done
   * @param computations the same that made the outputs
   * @param version of the product
   * @param cuts at how many times inputs are cut
   * @param seed the same one cuts a partition at the same times
   * @param stop asked while computing
   */
  public PartitionVerifier(
      LakeStores lakes,
      LakeStore scratch,
      Computations computations,
      String version,
      int cuts,
      long seed,
      StopSignal stop) {
    this.lakes = lakes;
    this.scratch = scratch;
    this.computations = computations;
    this.version = version;
    this.cuts = cuts;
    this.seed = seed;
    this.stop = stop;
  }

  /**
   * Verifies one partition.
   *
   * @param entry with a result
   * @throws PartitionFailedException when it must stop
   */
  public Verdict verify(LedgerEntry entry) {
    Proof proof = new Proof(entry);
    try {
      proof.run();
    } catch (IOException | RuntimeException e) {
      Failure failure = FailureMapping.of(e, scratch.location());
      if (e instanceof PartitionFailedException stopped
          && stopped.failure().reason() == FailureReason.INTERRUPTED) {
        throw stopped;
      }
      proof.find(
          proof.at,
          proof.inputsPlace(),
          "it could not be verified: " + failure.message() + " (" + failure.reason() + ")");
    }
    return proof.verdict();
  }

  /** What is known of one output. */
  private record Output(StoredObject object, TableReader table, Map<String, String> metadata) {
    private boolean ofVersion(String version) {
      return version.equals(metadata.get("silverbook.version"));
    }
  }

  /** One partition's proof while it is made. */
  private final class Proof {
    private final LedgerEntry entry;
    private final PartitionId partition;
    private final PartitionResult result;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<Dataset, Output> outputs = new EnumMap<>(Dataset.class);
    private Check at = Check.OUTPUT;
    private long identicalBytes;
    private LookAhead.Compared compared = LookAhead.Compared.NOTHING;

    Proof(LedgerEntry entry) {
      this.entry = entry;
      this.partition = entry.partition();
      this.result = entry.result().orElseThrow();
    }

    Verdict verdict() {
      return new Verdict(
          partition,
          findings,
          List.copyOf(notes),
          result.outputs().size(),
          identicalBytes,
          compared.cuts(),
          compared.rows(),
          compared.bars());
    }

    void find(Check check, String where, String message) {
      findings.add(new Finding(check, where, message));
    }

    String inputsPlace() {
      return entry.inputs().orderBookPrefix();
    }

    private String place(String key) {
      return lakes.silver().location() + "/" + key;
    }

    void run() throws IOException {
      for (WrittenOutput output : result.outputs()) {
        look(output);
      }
      at = Check.METADATA;
      Optional<SilverConfiguration> recorded = configuration();
      if (recorded.isEmpty()) {
        notes.add(
            "nothing was computed again: no output is left that says how it was made"
                + " (run again to replace what is missing or damaged)");
        return;
      }
      at = Check.INPUTS;
      SilverConfiguration configuration = recorded.get();
      PartitionInputs inputs =
          RecordedLayouts.of(outputs.values().stream().map(Output::metadata).toList())
              .list(lakes, partition);
      if (!inputsAreThose(configuration, inputs)) {
        notes.add("nothing was computed again: these are not the inputs of the outputs");
        return;
      }
      at = Check.RECOMPUTED;
      try (Recomputed whole =
          Recomputed.from(
              inputs,
              entry.fingerprint(),
              computations.of(configuration, UnaryOperator.identity()),
              scratch,
              "whole",
              stop)) {
        compareAgain(configuration, whole);
        at = Check.NO_LOOK_AHEAD;
        LookAhead lookAhead =
            new LookAhead(
                computations, configuration, inputs, entry.fingerprint(), scratch, stop, notes);
        compared =
            lookAhead.search(
                whole,
                new Random(seed + partition.key().hashCode()),
                cuts,
                (dataset, message, difference) ->
                    findings.add(
                        new Finding(Check.NO_LOOK_AHEAD, addressOf(dataset), message, difference)));
      }
    }

    private String addressOf(Dataset dataset) {
      return result.outputs().stream()
          .filter(output -> output.dataset() == dataset)
          .map(output -> place(output.key()))
          .findFirst()
          .orElseGet(() -> place(dataset.key()));
    }

    /** The object and its footer, against the ledger. */
    private void look(WrittenOutput listed) throws IOException {
      String place = place(listed.key());
      Optional<StoredObject> found = lakes.silver().find(listed.key());
      if (found.isEmpty()) {
        find(
            Check.OUTPUT,
            place,
            "it is not there, but the ledger lists it with "
                + listed.size()
                + " bytes; run again to make it anew");
        return;
      }
      StoredObject object = found.get();
      if (!object.etag().equals(listed.etag()) || object.size() != listed.size()) {
        find(
            Check.OUTPUT,
            place,
            "it was changed or replaced after the run: its version is "
                + object.etag()
                + " with "
                + object.size()
                + " bytes, the ledger lists "
                + listed.etag()
                + " with "
                + listed.size()
                + "; run again to make it anew");
      }
      try {
        TableReader table = TableReader.open(lakes.silver().open(object));
        Output output = new Output(object, table, table.metadata());
        outputs.put(listed.dataset(), output);
        says(output, place, "silverbook.partition", partition.key());
        says(output, place, "silverbook.fingerprint", entry.fingerprint());
      } catch (UnreadableObjectException e) {
        find(Check.METADATA, place, e.getMessage() + "; run again to make it anew");
      }
    }

    private void says(Output output, String place, String key, String expected) {
      String found = output.metadata().getOrDefault(key, "nothing");
      if (!found.equals(expected)) {
        find(
            Check.METADATA,
            place,
            "its metadata says " + key + " " + found + ", the ledger says " + expected);
      }
    }

    /** As the outputs say, whatever is configured today. */
    private Optional<SilverConfiguration> configuration() {
      for (Output output : outputs.values()) {
        String json = output.metadata().get("silverbook.configuration");
        String place = place(output.object().key());
        if (json == null) {
          find(Check.METADATA, place, "its metadata has no silverbook.configuration");
          continue;
        }
        try {
          return Optional.of(SilverConfiguration.fromMap(LedgerAttributes.fromJson(json)));
        } catch (IllegalArgumentException e) {
          find(
              Check.METADATA,
              place,
              "version "
                  + version
                  + " does not understand the configuration in its metadata: "
                  + e.getMessage());
        }
      }
      return Optional.empty();
    }

    private boolean ofThisVersion() {
      return outputs.values().stream().allMatch(output -> output.ofVersion(version));
    }

    private boolean inputsAreThose(SilverConfiguration configuration, PartitionInputs inputs) {
      Fingerprint fingerprint = new Fingerprint(configuration, lakes.trades().isPresent());
      if (!fingerprint.configuration().equals(entry.configuration())) {
        if (ofThisVersion()) {
          find(
              Check.METADATA,
              inputsPlace(),
              "the ledger's fingerprint is about another configuration than the outputs' metadata,"
                  + (lakes.trades().isPresent()
                      ? " or about a run without --trades"
                      : " or about a run with --trades"));
          return false;
        }
        notes.add(
            "made by another version, whose fingerprints are others: whether an input was changed"
                + " cannot be told");
        return !inputs.isEmpty() || missing(inputs);
      }
      if (fingerprint.of(inputs).equals(entry.fingerprint())) {
        return true;
      }
      find(Check.INPUTS, inputsPlace(), ChangedInputs.described(result.covered(), inputs));
      return false;
    }

    private boolean missing(PartitionInputs inputs) {
      find(Check.INPUTS, inputsPlace(), ChangedInputs.described(result.covered(), inputs));
      return false;
    }

    /** Every output against what was computed again. */
    private void compareAgain(SilverConfiguration configuration, Recomputed whole)
        throws IOException {
      for (Dataset dataset : configuration.features().output().outputs()) {
        Output output = outputs.get(dataset);
        if (output == null) {
          continue;
        }
        String place = place(output.object().key());
        try {
          String writer = whole.table(dataset).createdBy();
          if (output.ofVersion(version) && output.table().createdBy().equals(writer)) {
            OptionalLong differs =
                Comparison.ofBytes(lakes.silver().open(output.object()), whole.object(dataset));
            if (differs.isEmpty()) {
              identicalBytes += output.object().size();
              continue;
            }
            Optional<Difference> difference = differs(configuration, dataset, output, whole);
            findings.add(
                new Finding(
                    Check.RECOMPUTED,
                    place,
                    "computed again, byte "
                        + differs.getAsLong()
                        + " of "
                        + output.object().size()
                        + " is another"
                        + (difference.isEmpty() ? ", while every value is the same" : ""),
                    difference));
          } else {
            notes.add(
                (output.ofVersion(version)
                        ? "written by '"
                            + output.table().createdBy()
                            + "', this is '"
                            + writer
                            + "'"
                        : "made by version "
                            + output.metadata().getOrDefault("silverbook.version", "unknown")
                            + ", this is "
                            + version)
                    + ": values were compared, not bytes");
            differs(configuration, dataset, output, whole)
                .ifPresent(
                    difference ->
                        findings.add(
                            new Finding(
                                Check.RECOMPUTED,
                                place,
                                "computed again by version " + version + ", a value is another",
                                Optional.of(difference))));
          }
        } catch (UnreadableObjectException e) {
          find(Check.RECOMPUTED, place, "it is not what computing again gives: " + e.getMessage());
        }
      }
    }

    private Optional<Difference> differs(
        SilverConfiguration configuration, Dataset dataset, Output output, Recomputed whole)
        throws IOException {
      TableReader again = whole.table(dataset);
      Tables tables = new Tables(configuration.features());
      List<String> only = new ArrayList<>(output.table().columns());
      only.removeAll(again.columns());
      if (!only.isEmpty()) {
        notes.add(dataset.key() + ": only the output has " + String.join(", ", only));
      }
      Optional<Difference> difference =
          Comparison.ofValues(
              tables.comparable(dataset, output.table(), again),
              output.table(),
              Rows.first(output.table().rows()),
              again,
              Rows.first(again.rows()));
      return difference.isPresent() || output.table().rows() == again.rows()
          ? difference
          : Optional.of(
              new Difference(
                  "(number of rows)",
                  Math.min(output.table().rows(), again.rows()),
                  Long.toString(output.table().rows()),
                  Long.toString(again.rows())));
    }
  }
}
