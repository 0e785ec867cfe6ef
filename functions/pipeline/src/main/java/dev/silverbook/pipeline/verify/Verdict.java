package dev.silverbook.pipeline.verify;

import dev.silverbook.lake.PartitionId;
import java.util.ArrayList;
import java.util.List;

/**
 * What verifying one partition showed.
 *
 * @param partition which one
 * @param findings what is wrong, in the order in which it was found; empty when all is proved
 * @param notes what was not compared, and why, in words
 * @param outputs number of outputs looked at
 * @param identicalBytes size of the outputs that were computed again to the same bytes
 * @param cuts how many times the inputs were cut
 * @param rows feature rows that were the same with cut inputs, all cuts together
 * @param bars bars that were the same with cut inputs, all cuts together
 */
public record Verdict(
    PartitionId partition,
    List<Finding> findings,
    List<String> notes,
    int outputs,
    long identicalBytes,
    int cuts,
    long rows,
    long bars) {

  /** Copies the lists. */
  public Verdict {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** The same with another note. */
  public Verdict noting(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Verdict(partition, findings, all, outputs, identicalBytes, cuts, rows, bars);
  }

  /** Whether nothing speaks against the partition. */
  public boolean proved() {
    return findings.isEmpty();
  }
}
