package dev.silverbook.lake.internal.order;

/**
 * Bounds of merging and sorting.
 *
 * @param bufferBytes bytes of encoded rows held in memory
 * @param fanIn most scratch files merged at once
 * @param openFiles most objects merged at once
 */
public record SortLimits(int bufferBytes, int fanIn, int openFiles) {

  /** What the product uses; a buffer grows by doubling and stays within 16 MiB. */
  public static final SortLimits DEFAULT = new SortLimits(15 * 1024 * 1024, 64, 16);

  /** Checks the bounds. */
  public SortLimits {
    if (bufferBytes < 1 || fanIn < 2 || openFiles < 1) {
      throw new IllegalArgumentException(
          "buffer " + bufferBytes + ", fan-in " + fanIn + ", open files " + openFiles);
    }
  }
}
