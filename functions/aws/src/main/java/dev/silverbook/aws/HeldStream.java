package dev.silverbook.aws;

import java.io.ByteArrayInputStream;
import java.lang.ref.Reference;

/** A range of bytes in memory, which keeps their owner reachable. */
final class HeldStream extends ByteArrayInputStream {

  private final Object owner;

  HeldStream(Object owner, byte[] bytes, long offset, long length) {
    super(bytes, (int) offset, (int) length);
    this.owner = owner;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) {
    try {
      return super.read(into, offset, length);
    } finally {
      // While somebody reads, the owner's share of the budget stays taken.
      Reference.reachabilityFence(owner);
    }
  }
}
