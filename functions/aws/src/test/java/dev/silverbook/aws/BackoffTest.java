package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void anInterruptionEndsTheWaitAndIsKept() {
    Backoff backoff = Backoff.exponential(Duration.ofHours(1), Duration.ofDays(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> backoff.pause(1_000))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.INTERRUPTED));

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theBoundsMustBeInOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.exponential(Duration.ZERO, Duration.ofSeconds(1)))
        .withMessage("back-off needs 1 ms <= base <= longest, got PT0S and PT1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}
