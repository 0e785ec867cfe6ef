package dev.silverbook.lake.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawFrameTest {

  private static final int BLOCK = 128 * 1024;

  private final Random random = new Random(1);

  /** Raw bytes of several blocks, before a rest that is or is not worth compressing. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "100, 50, 1",
    "100, 50, 256",
    "131071, 1000, 3",
    "131072, 1000, 3",
    "131073, 70000, 3",
    "400000, 300000, 3",
    "400000, 300000, 256",
    "50000, 17000, 1"
  })
  void everyDecoderReadsTheFrame(int raw, int rest, int distinct) throws IOException {
    byte[] data = new byte[raw + rest];
    random.nextBytes(data);
    for (int i = raw; i < data.length; i++) {
      data[i] = (byte) random.nextInt(distinct);
    }
    byte[] frame = frame(data, raw);

    assertThat(Zstd.getFrameContentSize(frame)).isEqualTo(data.length);
    assertThat(Zstd.decompress(frame, data.length)).isEqualTo(data);
    assertThat(new ZstdInputStream(new ByteArrayInputStream(frame)).readAllBytes()).isEqualTo(data);
    byte[] decoded = new byte[data.length];
    new ZstdDecompressor().decompress(frame, 0, frame.length, decoded, 0, decoded.length);
    assertThat(decoded).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({"50000, 17000", "262144, 100000"})
  void onlyTheRestIsCompressed(int raw, int rest) {
    byte[] data = new byte[raw + rest];

    byte[] frame = frame(data, raw);

    assertThat(frame.length).isBetween(raw, raw + 3 * (raw / BLOCK + 1) + 64);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "131072, 131072", "400000, 300000"})
  void noFrameIsLargerThanItsBound(int raw, int rest) {
    byte[] data = new byte[raw + rest];
    random.nextBytes(data);

    assertThat(frame(data, raw).length).isLessThanOrEqualTo(RawFrame.bound(data.length));
  }

  private static byte[] frame(byte[] data, int raw) {
    byte[] target = new byte[RawFrame.bound(data.length)];
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(1);
      return Arrays.copyOf(target, new RawFrame().write(data, data.length, raw, zstd, target));
    }
  }
}
