package dev.silverbook.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BackgroundEncodingTest {

  @Test
  void itIsOnByItselfWhereACoreWouldBeIdle() {
    assertThat(BackgroundEncoding.AUTO.pays(1, 2)).isTrue();
    assertThat(BackgroundEncoding.AUTO.pays(4, 8)).isTrue();
    assertThat(BackgroundEncoding.AUTO.pays(2, 2)).isFalse();
    assertThat(BackgroundEncoding.AUTO.pays(2, 3)).isFalse();
    assertThat(BackgroundEncoding.AUTO.pays(1, 1)).isFalse();
  }

  @Test
  void theUserHasTheLastWord() {
    assertThat(BackgroundEncoding.ON.pays(8, 1)).isTrue();
    assertThat(BackgroundEncoding.OFF.pays(1, 8)).isFalse();
  }
}
