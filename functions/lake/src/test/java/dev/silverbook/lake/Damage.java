package dev.silverbook.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/** Damages a file, now anywhere, now where its structure lies. */
final class Damage {

  private static final int LONGEST = 64;
  private static final int PAGE_HEADER = 24;
  private static final int TRAILER = 8;

  private final byte[] sound;
  private final Random random;
  private final int footerStart;
  private final List<Long> pageStarts;

  Damage(byte[] sound, Random random) throws IOException {
    this.sound = sound;
    this.random = random;
    int length =
        ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(sound.length - TRAILER);
    footerStart = sound.length - TRAILER - length;
    pageStarts =
        Footers.of(sound).getRow_groups().stream()
            .map(RowGroup::getColumns)
            .flatMap(List::stream)
            .map(ColumnChunk::getMeta_data)
            .map(
                chunk ->
                    chunk.isSetDictionary_page_offset() && random.nextBoolean()
                        ? chunk.getDictionary_page_offset()
                        : chunk.getData_page_offset())
            .toList();
  }

  /** Another damaged copy. */
  byte[] next() {
    byte[] bytes = sound.clone();
    int at = position();
    int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST));
    switch (random.nextInt(7)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3 -> {
        for (int i = at; i < end; i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      case 4 -> Arrays.fill(bytes, at, end, (byte) (random.nextBoolean() ? 0 : 0xff));
      case 5 -> bytes = without(at, end);
      default -> bytes = twice(at, end);
    }
    return bytes;
  }

  /**
   * Half of the damage goes to the footer and to page headers, which are a small part of a file.
   */
  private int position() {
    switch (random.nextInt(4)) {
      case 0 -> {
        return footerStart + random.nextInt(sound.length - footerStart);
      }
      case 1 -> {
        if (pageStarts.isEmpty()) {
          return random.nextInt(sound.length);
        }
        long start = pageStarts.get(random.nextInt(pageStarts.size()));
        return (int) Math.min(sound.length - 1L, start + random.nextInt(PAGE_HEADER));
      }
      default -> {
        return random.nextInt(sound.length);
      }
    }
  }

  private byte[] without(int from, int to) {
    byte[] bytes = new byte[sound.length - (to - from)];
    System.arraycopy(sound, 0, bytes, 0, from);
    System.arraycopy(sound, to, bytes, from, sound.length - to);
    return bytes;
  }

  private byte[] twice(int from, int to) {
    byte[] bytes = new byte[sound.length + (to - from)];
    System.arraycopy(sound, 0, bytes, 0, to);
    System.arraycopy(sound, from, bytes, to, sound.length - from);
    return bytes;
  }
}
