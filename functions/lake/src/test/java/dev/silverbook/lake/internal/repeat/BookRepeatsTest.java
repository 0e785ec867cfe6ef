package dev.silverbook.lake.internal.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.RawLevels;
import dev.silverbook.features.RawSnapshot;
import org.junit.jupiter.api.Test;

class BookRepeatsTest {

  private final BookRepeats repeats = new BookRepeats();

  private static RawSnapshot book(long sequence, double... bids) {
    RawSnapshot book = new RawSnapshot();
    book.set(5, 5, sequence);
    book.bids().set(bids, 0, bids, bids.length / 2, bids.length / 2);
    book.asks().setAbsent();
    return book;
  }

  private boolean repeats(RawSnapshot book) {
    return repeats.repeats(book, book.captureMicros());
  }

  @Test
  void aBookOfTheSameTimeSequenceAndLevelsIsARepetitionWhereverItComes() {
    assertThat(repeats(book(1, 10, 1))).isFalse();
    assertThat(repeats(book(2, 10, 1))).isFalse();
    assertThat(repeats(book(1, 10, 1))).isTrue();
    assertThat(repeats(book(2, 10, 1))).isTrue();
    assertThat(repeats.dropped()).isEqualTo(2);
    assertThat(repeats.kept()).isZero();
  }

  @Test
  void anotherPriceOrSizeOrSideIsAnotherBook() {
    assertThat(repeats(book(1, 10, 1))).isFalse();
    assertThat(repeats(book(1, 10, 2))).isFalse();
    assertThat(repeats(book(1, 1, 10))).isFalse();
    assertThat(repeats(book(1))).isFalse();
    assertThat(repeats(book(1, RawLevels.NULL_VALUE, 1))).isFalse();
    RawSnapshot other = book(1, 10, 1);
    double[] levels = {10, 1};
    other.bids().setAbsent();
    other.asks().set(levels, 0, levels, 1, 1);
    assertThat(repeats(other)).isFalse();
    RawSnapshot empty = book(1);
    empty.bids().setAbsent();
    assertThat(repeats(empty)).isFalse();
    assertThat(repeats.dropped()).isZero();
  }

  @Test
  void anotherTimeIsAnotherBook() {
    RawSnapshot book = book(1, 10, 1);
    assertThat(repeats.repeats(book, 5)).isFalse();
    assertThat(repeats.repeats(book, 6)).isFalse();
    assertThat(repeats.dropped()).isZero();
  }

  @Test
  void withoutASequenceARepetitionStaysAndIsCounted() {
    assertThat(repeats(book(RawSnapshot.NULL, 10, 1))).isFalse();
    assertThat(repeats(book(RawSnapshot.NULL, 10, 1))).isFalse();
    assertThat(repeats.kept()).isEqualTo(1);
    assertThat(repeats.dropped()).isZero();
  }

  @Test
  void thousandsOfBooksOfOneTimeAreCompared() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 50_000; i++) {
        assertThat(repeats(book(i, 10, 1))).isEqualTo(round == 1);
      }
    }
  }
}
