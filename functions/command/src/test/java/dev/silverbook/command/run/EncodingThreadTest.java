package dev.silverbook.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EncodingThreadTest {

  @Test
  void itIsOnByItselfWhereACoreWouldBeIdle() {
    assertThat(EncodingThread.AUTO.pays(1, 2)).isTrue();
    assertThat(EncodingThread.AUTO.pays(4, 8)).isTrue();
    assertThat(EncodingThread.AUTO.pays(2, 2)).isFalse();
    assertThat(EncodingThread.AUTO.pays(2, 3)).isFalse();
    assertThat(EncodingThread.AUTO.pays(1, 1)).isFalse();
  }

  @Test
  void theUserHasTheLastWord() {
    assertThat(EncodingThread.ON.pays(8, 1)).isTrue();
    assertThat(EncodingThread.OFF.pays(1, 8)).isFalse();
  }
}
