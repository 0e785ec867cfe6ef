package dev.silverbook.lake.internal.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import org.junit.jupiter.api.Test;

class RebuiltBookTest {

  private static final boolean BID = true;
  private static final boolean ASK = false;

  private final RebuiltBook book = new RebuiltBook(3);
  private long time;

  private void event(Runnable... rows) {
    time += 1_000_000;
    for (Runnable row : rows) {
      row.run();
    }
    book.end(time);
  }

  /** The event's first row. */
  private Runnable first(boolean marked, boolean bid, double price, double size) {
    return () -> {
      book.begin(marked, false);
      row(marked, bid, price, size).run();
    };
  }

  private Runnable row(boolean marked, boolean bid, double price, double size) {
    return () -> {
      book.row(marked, false);
      book.set(bid, price, size);
    };
  }

  private Runnable wholeRow(double bid, double ask) {
    return () -> {
      book.begin(true, false);
      book.row(true, true);
      book.set(BID, bid, 1);
      book.set(ASK, ask, 1);
    };
  }

  private long count(InputCount what) {
    InputNotes notes = new InputNotes();
    book.say(notes);
    assertThat(notes.doubts()).hasSameSizeAs(notes.counts());
    return notes.counts().getOrDefault(what, 0L);
  }

  private String top() {
    RawLevels bids = new RawLevels();
    RawLevels asks = new RawLevels();
    book.top(bids, asks);
    return text(bids) + "| " + text(asks);
  }

  private static String text(RawLevels side) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < side.length(); i++) {
      text.append(side.price(i)).append('x').append(side.size(i)).append(' ');
    }
    return text.toString().trim();
  }

  @Test
  void followsChangesAfterASnapshot() {
    event(
        first(true, BID, 10, 1),
        row(true, BID, 9, 2),
        row(true, ASK, 11, 3),
        row(true, ASK, 12, 4));
    assertThat(top()).isEqualTo("10.0x1.0 9.0x2.0| 11.0x3.0 12.0x4.0");
    event(first(false, BID, 10, 0), row(false, BID, 8, 5), row(false, ASK, 10.5, 6));
    assertThat(top()).isEqualTo("9.0x2.0 8.0x5.0| 10.5x6.0 11.0x3.0 12.0x4.0");
  }

  @Test
  void handsOutTheBestLevelsAndKeepsTheOthers() {
    event(
        first(true, BID, 10, 1),
        row(true, BID, 9, 1),
        row(true, BID, 8, 1),
        row(true, BID, 7, 1),
        row(true, ASK, 11, 1));
    assertThat(top()).isEqualTo("10.0x1.0 9.0x1.0 8.0x1.0| 11.0x1.0");
    event(first(false, BID, 9, 0));
    assertThat(top()).isEqualTo("10.0x1.0 8.0x1.0 7.0x1.0| 11.0x1.0");
    event(first(false, BID, 6, 2));
    assertThat(top()).isEqualTo("10.0x1.0 8.0x1.0 7.0x1.0| 11.0x1.0");
  }

  @Test
  void aSnapshotAfterChangesClearsTheBook() {
    event(first(true, BID, 10, 1), row(true, ASK, 11, 1));
    event(first(false, BID, 9, 1));
    event(first(true, BID, 10, 2), row(true, ASK, 12, 2));
    assertThat(top()).isEqualTo("10.0x2.0| 12.0x2.0");
    assertThat(count(InputCount.SNAPSHOT_PARTS)).isZero();
  }

  @Test
  void aSnapshotWithinAnEventClearsWhatCameBeforeIt() {
    event(first(true, BID, 10, 1), row(true, ASK, 11, 1));
    event(first(false, BID, 9, 1), row(true, BID, 5, 1), row(true, ASK, 6, 1));
    assertThat(top()).isEqualTo("5.0x1.0| 6.0x1.0");
  }

  @Test
  void aSnapshotThatRepeatsALevelOfTheOneBeforeItReplacesIt() {
    event(first(true, BID, 10, 1), row(true, BID, 9, 1), row(true, ASK, 11, 1));
    event(first(true, BID, 8, 1), row(true, BID, 9, 2), row(true, ASK, 12, 1));
    assertThat(top()).isEqualTo("9.0x2.0 8.0x1.0| 12.0x1.0");
    assertThat(count(InputCount.SNAPSHOT_PARTS)).isZero();
  }

  @Test
  void aSnapshotThatWouldCrossTheOneBeforeItReplacesIt() {
    event(first(true, BID, 10, 1), row(true, ASK, 11, 1));
    event(first(true, BID, 12, 1), row(true, ASK, 13, 1));
    assertThat(top()).isEqualTo("12.0x1.0| 13.0x1.0");
    assertThat(count(InputCount.SNAPSHOT_PARTS)).isZero();
  }

  @Test
  void aWholeSnapshotInOneRowReplacesTheOneBeforeIt() {
    event(wholeRow(10, 11));
    event(wholeRow(9, 12));
    assertThat(top()).isEqualTo("9.0x1.0| 12.0x1.0");
    assertThat(count(InputCount.SNAPSHOT_PARTS)).isZero();
  }

  @Test
  void aSnapshotInTwoEventsIsOneAndIsCounted() {
    event(first(true, BID, 10, 1), row(true, BID, 9, 1));
    event(first(true, ASK, 11, 1), row(true, ASK, 12, 1));
    assertThat(top()).isEqualTo("10.0x1.0 9.0x1.0| 11.0x1.0 12.0x1.0");
    assertThat(count(InputCount.SNAPSHOT_PARTS)).isEqualTo(1);
  }

  @Test
  void eventsBeforeTheFirstSnapshotLeaveTheBookEmptyAndAreCounted() {
    event(first(false, BID, 10, 1), row(false, ASK, 11, 1));
    event(first(false, BID, 9, 1));
    assertThat(top()).isEqualTo("| ");
    assertThat(book.useless()).isPresent();
    event(first(true, BID, 7, 1), row(true, ASK, 8, 1));
    assertThat(top()).isEqualTo("7.0x1.0| 8.0x1.0");
    assertThat(count(InputCount.EVENTS_BEFORE_SNAPSHOT)).isEqualTo(2);
  }

  @Test
  void aBookThatStaysCrossedForMoreThanFiveSecondsIsCountedOnce() {
    event(first(true, BID, 10, 1), row(true, ASK, 11, 1));
    event(first(false, BID, 12, 1));
    for (int i = 0; i < 5; i++) {
      event(first(false, BID, 1, 1 + i));
    }
    assertThat(count(InputCount.CROSSED_SPELLS)).isZero();
    event(first(false, BID, 1, 7));
    event(first(false, BID, 1, 8));
    assertThat(count(InputCount.CROSSED_SPELLS)).isEqualTo(1);
    event(first(false, BID, 12, 0));
    event(first(false, BID, 12, 1));
    time += 60_000_000;
    event(first(false, BID, 12, 0));
    assertThat(count(InputCount.CROSSED_SPELLS)).isEqualTo(2);
    time += 60_000_000;
    event(first(false, BID, 9, 1));
    assertThat(count(InputCount.CROSSED_SPELLS)).isEqualTo(2);
  }

  @Test
  void aLockedBookIsNotCrossed() {
    event(first(true, BID, 10, 1), row(true, ASK, 10, 1));
    time += 60_000_000;
    event(first(false, BID, 9, 1));
    assertThat(count(InputCount.CROSSED_SPELLS)).isZero();
  }

  @Test
  void moreLevelsThanASideMayHaveAreRefused() {
    book.begin(true, false);
    book.row(true, false);
    for (int i = 1; i <= RebuiltBook.MAX_LEVELS; i++) {
      book.set(ASK, i, 1);
    }
    book.set(ASK, 1, 2);
    assertThatThrownBy(() -> book.set(ASK, 1.5, 1))
        .isInstanceOf(EventBook.UnfitLevelException.class)
        .hasMessageStartingWith("has more than 1000000 levels on one side of its book");
  }
}
