package dev.silverbook.command.run;

/** Whether each worker encodes a complete row group on a second thread while it goes on. */
public enum EncodingThread {
  /** Where at least two cores fall to each partition in work. */
  AUTO,
  ON,
  OFF;

  /**
   * Decides.
   *
   * @param partitions in work at the same time
   * @param cores of this machine
   */
  public boolean pays(int partitions, int cores) {
    return switch (this) {
      case AUTO -> cores >= 2 * partitions;
      case ON -> true;
      case OFF -> false;
    };
  }
}
