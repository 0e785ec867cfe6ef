package dev.silverbook.pipeline.plan;

/**
 * A directory that is no part of the partition layout, or a file that is no input.
 *
 * @param path below the store's root, that of a directory with a closing slash
 * @param reason what was expected there
 */
public record IgnoredPath(String path, String reason) {

  /** A file in a partition that is not read. */
  static IgnoredPath noInput(String key) {
    return new IgnoredPath(
        key, "not read, because its name does not end in .parquet, .parq, .pq or .pqt");
  }
}
