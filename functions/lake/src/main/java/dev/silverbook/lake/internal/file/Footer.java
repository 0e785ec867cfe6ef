package dev.silverbook.lake.internal.file;

import java.util.List;
import java.util.Map;

/**
 * What the end of a file says, decoded and checked in itself.
 *
 * @param schema its schema
 * @param rows number of rows of all row groups
 * @param groups row groups
 * @param keyValues what its writer noted, by key; a key without a value has none here
 * @param createdBy what the file says wrote it; empty when it says nothing
 * @param dataEnd where column chunks end and the footer begins in the file
 * @param weight bytes that this takes, roughly, without what it shares with another footer
 */
record Footer(
    EncodedSchema schema,
    long rows,
    List<Group> groups,
    Map<String, String> keyValues,
    String createdBy,
    long dataEnd,
    long weight) {

  /**
   * A row group.
   *
   * @param rows number of its rows
   * @param chunks one a column, by its index; fewer where the group lacks columns
   */
  record Group(long rows, List<ChunkFacts> chunks) {}

  /** What is said of a leaf's chunk; null where the row group lacks it. */
  ChunkFacts chunk(int group, SchemaNode leaf) {
    List<ChunkFacts> chunks = groups.get(group).chunks();
    return leaf.leafIndex() < chunks.size() ? chunks.get(leaf.leafIndex()) : null;
  }
}
