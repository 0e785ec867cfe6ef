package dev.silverbook.emulator;

/**
 * How many messages a queue holds.
 *
 * @param visible to be received
 * @param delayed not yet to be received
 * @param inFlight received and not deleted
 */
record QueueDepth(int visible, int delayed, int inFlight) {

  boolean isEmpty() {
    return visible + delayed + inFlight == 0;
  }
}
