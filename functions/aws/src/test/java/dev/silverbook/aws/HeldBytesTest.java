package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldBytesTest {

  @Test
  void noMoreIsReservedThanThereIs() {
    HeldBytes held = new HeldBytes(60, 100);
    Object holder = new Object();

    assertThat(held.reserve(holder, 60)).isPresent();
    assertThat(held.reserve(holder, 41)).isEmpty();
    assertThat(held.free()).isEqualTo(40);
    assertThat(held.reserve(holder, 40)).isPresent();
    assertThat(held.free()).isZero();
  }

  @Test
  void aLargeObjectIsNeverHeld() {
    HeldBytes held = new HeldBytes(60, 100);

    assertThat(held.reserve(new Object(), 61)).isEmpty();
    assertThat(held.free()).isEqualTo(100);
  }

  @Test
  void whatIsGivenBackIsFreeAgainAndOnlyOnce() {
    HeldBytes held = new HeldBytes(60, 100);
    Object holder = new Object();
    Cleaner.Cleanable share = held.reserve(holder, 60).orElseThrow();

    share.clean();
    share.clean();

    assertThat(held.free()).isEqualTo(100);
  }

  @Test
  void whatAProcessHoldsAreObjectsOfUpToEightMebibytesWithinItsShareOfTheHeap() {
    assertThat(HeldBytes.OF_PROCESS.small(8 << 20)).isTrue();
    assertThat(HeldBytes.OF_PROCESS.small((8 << 20) + 1)).isFalse();
    assertThat(HeldBytes.OF_PROCESS.free())
        .isLessThanOrEqualTo(HeldBytes.share(Runtime.getRuntime().maxMemory()));
  }

  @ParameterizedTest
  @CsvSource({"160, 10", "512, 128", "1500, 512", "65536, 512"})
  void objectsMayTakeHalfOfWhatTheHeapHasBeyondTheWorkItself(long heapMib, long shareMib) {
    assertThat(HeldBytes.share(heapMib << 20)).isEqualTo(shareMib << 20);
  }
}
