package dev.silverbook.command.report;

import dev.silverbook.command.terminal.PartitionText;
import dev.silverbook.command.terminal.Quantities;
import dev.silverbook.command.terminal.ShellCommand;
import dev.silverbook.pipeline.verify.Difference;
import dev.silverbook.pipeline.verify.Finding;
import dev.silverbook.pipeline.verify.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What verifying showed.
 *
 * @param ledger where the ledger is
 * @param processed number of selected partitions that have a result
 * @param seed that chose among them, and where inputs were cut
 * @param verdicts of those that were verified
 */
public record VerifyReport(String ledger, int processed, long seed, List<Verdict> verdicts) {

  /** Whether something was verified, and nothing speaks against any of it. */
  public boolean proved() {
    return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::proved);
  }

  /** For people. */
  public String text() {
    if (verdicts.isEmpty()) {
      return "Nothing to verify: the ledger in "
          + ledger
          + " lists no processed partition of this selection; see "
          + ShellCommand.silverbook("status")
          + ".\n";
    }
    StringBuilder text = new StringBuilder();
    Set<String> notes = new LinkedHashSet<>();
    for (Verdict verdict : verdicts) {
      text.append(verdict.proved() ? "proved   " : "DIFFERS  ")
          .append(verdict.partition())
          .append("  ")
          .append(seen(verdict))
          .append('\n');
      for (Finding finding : verdict.findings()) {
        text.append("    ").append(finding.where()).append('\n');
        text.append("      ").append(finding.message()).append('\n');
        finding
            .difference()
            .ifPresent(difference -> text.append("      ").append(difference).append('\n'));
      }
      notes.addAll(verdict.notes());
    }
    notes.forEach(note -> text.append("Note: ").append(note).append(".\n"));
    long wrong = verdicts.stream().filter(verdict -> !verdict.proved()).count();
    return text.append(Quantities.counted(verdicts.size(), "partition"))
        .append(" of ")
        .append(Quantities.count(processed))
        .append(" verified, ")
        .append(wrong == 0 ? "all proved" : Quantities.count(wrong) + " not as it should be")
        .append(" (--seed ")
        .append(seed)
        .append(" repeats this choice).\n")
        .toString();
  }

  private static String seen(Verdict verdict) {
    List<String> parts = new ArrayList<>();
    parts.add(Quantities.counted(verdict.outputs(), "output"));
    if (verdict.identicalBytes() > 0) {
      parts.add(Quantities.bytes(verdict.identicalBytes()) + " computed again, byte for byte");
    }
    if (verdict.cuts() > 0) {
      parts.add(
          "the same without what came later: "
              + Quantities.counted(verdict.rows(), "row")
              + " and "
              + Quantities.counted(verdict.bars(), "bar")
              + " at "
              + Quantities.counted(verdict.cuts(), "cut"));
    }
    return String.join("; ", parts);
  }

  /** For machines. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ledger", ledger);
    document.put("proved", proved());
    document.put("processed", processed);
    document.put("seed", seed);
    document.put("partitions", verdicts.stream().map(VerifyReport::json).toList());
    return document;
  }

  private static Map<String, Object> json(Verdict verdict) {
    Map<String, Object> map = PartitionText.partition(verdict.partition());
    map.put("proved", verdict.proved());
    map.put("outputs", verdict.outputs());
    map.put("identicalBytes", verdict.identicalBytes());
    map.put("cuts", verdict.cuts());
    map.put("rows", verdict.rows());
    map.put("bars", verdict.bars());
    map.put("findings", verdict.findings().stream().map(VerifyReport::json).toList());
    map.put("notes", verdict.notes());
    return map;
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("check", finding.check().key());
    map.put("where", finding.where());
    map.put("message", finding.message());
    if (finding.difference().isPresent()) {
      Difference difference = finding.difference().get();
      map.put("column", difference.column());
      map.put("row", difference.row());
      map.put("found", difference.found());
      map.put("expected", difference.expected());
    }
    return map;
  }
}
