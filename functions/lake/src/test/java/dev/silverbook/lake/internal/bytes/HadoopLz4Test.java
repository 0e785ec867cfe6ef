package dev.silverbook.lake.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.lz4.Lz4Compressor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HadoopLz4Test {

  private static final int MUTATIONS = 20_000;

  private static byte[] content(int size) {
    Random random = new Random(size);
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) random.nextInt(4);
    }
    return content;
  }

  private static byte[] block(byte[] content) {
    Lz4Compressor compressor = new Lz4Compressor();
    byte[] block = new byte[compressor.maxCompressedLength(content.length)];
    return Arrays.copyOf(
        block, compressor.compress(content, 0, content.length, block, 0, block.length));
  }

  /** Frames of the given sizes; the content of each in chunks of at most {@code chunkSize}. */
  private static byte[] framed(byte[] content, int chunkSize, int... frames) {
    ByteBuffer out = ByteBuffer.allocate(2 * content.length + 1000);
    int at = 0;
    for (int frame : frames) {
      out.putInt(frame);
      for (int end = at + frame; at < end; ) {
        int size = Math.min(chunkSize, end - at);
        byte[] block = block(Arrays.copyOfRange(content, at, at + size));
        out.putInt(block.length).put(block);
        at += size;
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] decoded(byte[] source, int expected) {
    int before = 3;
    byte[] padded = new byte[before + source.length];
    System.arraycopy(source, 0, padded, before, source.length);
    byte[] target = new byte[expected + before];
    int size = HadoopLz4.decode(padded, before, source.length, target, before, expected);
    assertThat(size).isEqualTo(expected);
    return Arrays.copyOfRange(target, before, target.length);
  }

  @Test
  void framesAndTheirChunksAreJoined() {
    byte[] content = content(10_000);
    assertThat(decoded(framed(content, 10_000, 10_000), 10_000)).isEqualTo(content);
    assertThat(decoded(framed(content, 10_000, 1_000, 0, 9_000), 10_000)).isEqualTo(content);
    assertThat(decoded(framed(content, 999, 4_000, 6_000), 10_000)).isEqualTo(content);
  }

  @Test
  void aBlockWithoutAFrameIsReadToo() {
    byte[] content = content(10_000);
    assertThat(decoded(block(content), content.length)).isEqualTo(content);
  }

  @Test
  void whatIsNeitherIsRefused() {
    byte[] framed = framed(content(10_000), 999, 4_000, 6_000);
    byte[] target = new byte[20_000];
    assertThatThrownBy(() -> HadoopLz4.decode(framed, 0, framed.length - 5, target, 0, 10_000))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> HadoopLz4.decode(framed, 0, framed.length, target, 0, 9_999))
        .isInstanceOf(MalformedDataException.class)
        .hasMessage("an LZ4 frame has no possible size");
    byte[] longer = Arrays.copyOf(framed, framed.length + 2);
    assertThatThrownBy(() -> HadoopLz4.decode(longer, 0, longer.length, target, 0, 10_000))
        .isInstanceOf(MalformedDataException.class)
        .hasMessage("2 bytes follow the last LZ4 frame");
  }

  @Test
  void damageGivesBytesOrTheOneException() {
    byte[] sound = framed(content(500), 99, 200, 300);
    Random random = new Random(1);
    byte[] target = new byte[500];
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        assertThat(HadoopLz4.decode(damaged, 0, damaged.length, target, 0, 500)).isBetween(0, 500);
      } catch (MalformedDataException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 10);
  }
}
