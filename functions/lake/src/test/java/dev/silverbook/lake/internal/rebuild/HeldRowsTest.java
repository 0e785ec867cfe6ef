package dev.silverbook.lake.internal.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.internal.order.BookChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldRowsTest {

  private final HeldRows held = new HeldRows();

  /** A row of one bid and, on request, one ask, under a sequence. */
  private void add(long sequence, double price, boolean ask, int rank, long position) {
    RawSnapshot book = new RawSnapshot();
    book.set(10, 20, sequence);
    book.bids().set(new double[] {0, price}, 1, new double[] {price * 2}, 0, 1);
    if (ask) {
      book.asks().set(new double[] {price + 1}, 0, new double[] {3}, 0, 1);
    } else {
      book.asks().setAbsent();
    }
    BookChange change = new BookChange();
    change.set(book, position % 2 == 1);
    held.add(change, rank, position);
  }

  /** All rows, sequence by sequence. */
  private List<String> played() {
    List<String> rows = new ArrayList<>();
    while (held.nextSequence()) {
      do {
        RawSnapshot book = held.book();
        rows.add(
            book.nonce()
                + ":"
                + book.bids().price(0)
                + "x"
                + book.bids().size(0)
                + (book.asks().length() > 0 ? "|" + book.asks().price(0) : "")
                + (held.marked() ? "*" : "")
                + "@"
                + held.rank()
                + "/"
                + held.position());
      } while (held.nextRow());
    }
    return rows;
  }

  @Test
  void rowsComeSequenceBySequenceInTheOrderOfTheirFirstRows() {
    add(7, 1, false, 0, 0);
    add(5, 2, true, 0, 1);
    add(7, 3, false, 1, 0);
    add(5, 4, false, 1, 1);
    assertThat(held.levels()).isEqualTo(5);
    assertThat(played())
        .containsExactly("7:1.0x2.0@0/0", "7:3.0x6.0@1/0", "5:2.0x4.0|3.0*@0/1", "5:4.0x8.0*@1/1");
  }

  @Test
  void nothingIsLeftForTheNextTime() {
    add(7, 1, false, 0, 0);
    assertThat(played()).hasSize(1);
    assertThat(held.nextSequence()).isFalse();
    add(7, 2, false, 0, 2);
    assertThat(held.levels()).isEqualTo(1);
    assertThat(played()).containsExactly("7:2.0x4.0@0/2");
  }

  @Test
  void manyRowsOfManySequencesAreKeptApart() {
    for (int i = 0; i < 5_000; i++) {
      add(i % 500, i, i % 3 == 0, 0, i);
    }
    List<String> rows = played();
    assertThat(rows).hasSize(5_000);
    assertThat(rows.get(0)).startsWith("0:0.0");
    assertThat(rows.get(9)).startsWith("0:4500.0");
    assertThat(rows.get(10)).startsWith("1:1.0");
  }
}
