package dev.silverbook.lake.internal.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.AggressorSide;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.features.RawTrade;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeSurveyTest {

  private final TradeTally tally = new TradeTally();
  private final RawTrade trade = new RawTrade();
  private long time = 1;

  private void see(double price, double amount, long id) {
    see(price, amount, id, AggressorSide.BUY, time++);
  }

  private void see(double price, double amount, long id, AggressorSide side, long at) {
    trade.set(at, at / 1_000, price, amount, side);
    tally.see(trade, id, at, 0, 0);
  }

  private TradeSurvey survey() {
    return tally.survey(Optional.empty());
  }

  private static InputNotes said(TradeSurvey survey) {
    InputNotes notes = new InputNotes();
    survey.say(notes);
    return notes;
  }

  @Test
  void repeatedTradesAreLeftOutOfTheVolume() {
    see(10, 1, 5);
    see(11, 2, 6);
    see(10, 1, 5);
    TradeSurvey survey = survey();
    assertThat(survey.drops()).isTrue();
    assertThat(survey.volume()).isEqualTo(3);
    assertThat(said(survey).counts())
        .containsOnly(java.util.Map.entry(InputCount.TRADES_DUPLICATE, 1L));
    assertThat(said(survey).doubts()).isEmpty();
  }

  @Test
  void aTradeThatIsNoneCountsNothing() {
    see(10, Double.NaN, 5);
    see(10, -1, 6);
    see(0, 4, 7);
    see(Double.POSITIVE_INFINITY, 4, 8);
    see(10, 4, 9);
    assertThat(survey().volume()).isEqualTo(4);
    assertThat(survey().trades()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {98, 99})
  void aColumnThatDoesNotIdentifyDropsNothing(int same) {
    see(10, 1, 5);
    see(11, 1, 5);
    for (int i = 0; i < same; i++) {
      see(10, 1, 5);
    }
    TradeSurvey survey = survey();
    assertThat(survey.drops()).isEqualTo(same == 99);
    assertThat(survey.volume()).isEqualTo(same == 99 ? 2 : 2 + same);
    assertThat(said(survey).doubts())
        .containsOnlyKeys(same == 99 ? "trade_ids_reused" : "trade_ids_do_not_identify");
  }

  @Test
  void theLastMillionIdsAreKnownAndNoMore() {
    int known = RecentIds.MOST;
    assertThat(known).isGreaterThanOrEqualTo(1_000_000);
    for (int id = 1; id <= known + 1; id++) {
      see(10, 1, id);
    }
    see(10, 1, 2);
    assertThat(survey().repeated()).as("the oldest of those that are known").isEqualTo(1);
    see(10, 1, 1);
    assertThat(survey().repeated()).as("older than those that are known").isEqualTo(1);
    see(99, 1, known + 1);
    assertThat(survey().contradicting()).isEqualTo(1);
  }

  @Test
  void withoutIdsADayThatIsThereTwiceIsDoubtful() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 50; i++) {
        see(10 + i, 1, RawSnapshot.NULL, AggressorSide.SELL, i);
      }
    }
    TradeSurvey survey = survey();
    assertThat(survey.drops()).isFalse();
    assertThat(survey.volume()).isEqualTo(100);
    assertThat(said(survey).doubts()).containsOnlyKeys("trades_doubled");
    see(10, 1, RawSnapshot.NULL, AggressorSide.BUY, 0);
    assertThat(said(survey()).doubts()).isEmpty();
  }

  @Test
  void anotherSideIsAnotherTrade() {
    see(10, 1, RawSnapshot.NULL, AggressorSide.SELL, 5);
    see(10, 1, RawSnapshot.NULL, AggressorSide.BUY, 5);
    assertThat(survey().allPaired()).isFalse();
  }

  @Test
  void aFileInAnotherOneIsSaidUnlessIdsTell() {
    see(10, 1, RawSnapshot.NULL);
    assertThat(said(tally.survey(Optional.of("words"))).doubts())
        .containsEntry("trades_file_contained", "words");
    TradeTally identified = new TradeTally();
    trade.set(1, 1, 10, 1, AggressorSide.BUY);
    identified.see(trade, 7, 1, 0, 0);
    assertThat(said(identified.survey(Optional.of("words"))).doubts()).isEmpty();
  }

  @Test
  void nothingSeenSaysNothing() {
    assertThat(survey().volume()).isZero();
    assertThat(survey().drops()).isFalse();
    assertThat(said(survey()).doubts()).isEmpty();
    assertThat(said(survey()).counts()).isEmpty();
  }
}
