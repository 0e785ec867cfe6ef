package dev.silverbook.pipeline.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.plan.PartitionFilter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How much a lake holds, as far as time allows to list it. */
final class LakeSurveyTest {

  private static final Instant START = Instant.parse("2025-03-05T12:00:00Z");

  private final InMemoryStore store = new InMemoryStore();

  /** Goes on a little whenever it is asked. */
  private static final class HurriedClock extends Clock {
    private final Duration step;
    private Instant now = START;

    HurriedClock(Duration step) {
      this.step = step;
    }

    @Override
    public Instant instant() {
      now = now.plus(step);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void fill(int symbols, int days) {
    for (int symbol = 0; symbol < symbols; symbol++) {
      for (int day = 1; day <= days; day++) {
        store.put(
            "exchange=x/symbol=S%02d/date=2025-03-%02d/a.parquet".formatted(symbol, day),
            new byte[10]);
      }
    }
  }

  private LakeSurvey survey(Clock clock) {
    return LakeSurvey.of(store, LayoutChoice.DETECTED, PartitionFilter.ALL, clock);
  }

  @Test
  void aLakeThatCanBeListedIsCountedExactly() {
    fill(3, 4);
    store.put("exchange=x/symbol=S00/date=2025-03-01/notes.txt", new byte[1]);
    store.put("exchange=x/other/a.parquet", new byte[1]);

    LakeSurvey survey = survey(Clock.fixed(START, ZoneOffset.UTC));

    assertThat(survey.complete()).isTrue();
    assertThat(survey.partitions()).hasSize(12);
    assertThat(survey.exchanges()).containsExactly("x");
    assertThat(survey.symbols()).containsExactly("S00", "S01", "S02");
    assertThat(survey.days()).hasSize(4);
    assertThat(survey.size()).isEqualTo(new LakeSurvey.Size(12, 12, 120, 1));
    assertThat(survey.ignoredCount()).isEqualTo(1);
    assertThat(survey.some())
        .extracting(Object::toString)
        .containsExactly("x S00 2025-03-01", "x S01 2025-03-02", "x S02 2025-03-04");
  }

  @Test
  void whatTimeDoesNotAllowToListMakesTheCountsLowerBounds() {
    fill(20, 28);

    LakeSurvey survey = survey(new HurriedClock(Duration.ofMillis(100)));

    assertThat(survey.complete()).isFalse();
    assertThat(survey.partitions()).isNotEmpty().hasSizeLessThan(20 * 28);
    assertThat(survey.size().partitions()).isBetween(1L, (long) survey.partitions().size());
    assertThat(survey.some()).hasSize(3);
  }

  @Test
  void anEmptyPlaceHasNoPartition() {
    assertThat(survey(Clock.systemUTC()).found()).isFalse();
    assertThat(survey(Clock.systemUTC()).some()).isEmpty();
  }
}
