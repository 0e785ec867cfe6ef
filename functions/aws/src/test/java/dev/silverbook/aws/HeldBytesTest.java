package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {

  @Test
  void noMoreIsReservedThanThereIs() {
    HeldBytes held = new HeldBytes(60, 100);
    Object holder = new Object();

    assertThat(held.reserve(holder, 60)).isTrue();
    assertThat(held.reserve(holder, 41)).isFalse();
    assertThat(held.free()).isEqualTo(40);
    assertThat(held.reserve(holder, 40)).isTrue();
    assertThat(held.free()).isZero();
  }

  @Test
  void aLargeObjectIsNeverHeld() {
    HeldBytes held = new HeldBytes(60, 100);

    assertThat(held.reserve(new Object(), 61)).isFalse();
    assertThat(held.free()).isEqualTo(100);
  }
}
