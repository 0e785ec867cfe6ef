package dev.silverbook.lake.internal.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContainedFilesTest {

  private static final List<String> KEYS = List.of("a", "b", "c");

  /** {@code b} may be in {@code a}. */
  private static ContainedFiles bInA() {
    return new ContainedFiles(List.of(List.of(), List.of(0)), KEYS::get);
  }

  @Test
  void aFileWhoseTradesAreAllInAnotherOneIsNamedWithIt() {
    ContainedFiles files = bInA();
    files.see(1, 0, 10);
    files.see(2, 0, 20);
    files.see(2, 1, 20);
    files.see(2, 0, 21);
    files.see(3, 0, 30);
    files.see(3, 1, 30);
    assertThat(files.contained()).hasValue("all trades of b are in a, too: they count twice");
  }

  @Test
  void aTradeThatTheOtherFileLacksRulesItOut() {
    ContainedFiles files = bInA();
    files.see(1, 0, 10);
    files.see(1, 1, 10);
    files.see(2, 0, 20);
    files.see(2, 1, 21);
    files.see(3, 0, 30);
    files.see(3, 1, 30);
    assertThat(files.contained()).isEmpty();
  }

  @Test
  void theSameTradeAtAnotherTimeIsAnother() {
    ContainedFiles files = bInA();
    files.see(1, 0, 10);
    files.see(2, 1, 10);
    files.see(3, 0, 10);
    assertThat(files.contained()).isEmpty();
  }

  @Test
  void equalTradesOfOneTimeCountAsOftenAsTheyAreThere() {
    ContainedFiles twice = bInA();
    ContainedFiles once = bInA();
    for (ContainedFiles files : List.of(twice, once)) {
      files.see(1, 1, 10);
      files.see(1, 1, 10);
      files.see(1, 0, 10);
    }
    twice.see(1, 0, 10);
    assertThat(twice.contained()).isPresent();
    assertThat(once.contained()).isEmpty();
  }

  @Test
  void ofTwoFilesThatMayContainItOneIsEnough() {
    ContainedFiles files =
        new ContainedFiles(List.of(List.of(), List.of(), List.of(0, 1)), KEYS::get);
    files.see(1, 0, 10);
    files.see(1, 1, 11);
    files.see(1, 2, 11);
    assertThat(files.contained()).hasValue("all trades of c are in b, too: they count twice");
  }

  @Test
  void whereNoFileMayContainAnotherNothingIsFound() {
    ContainedFiles files = new ContainedFiles(List.of(List.of(), List.of()), KEYS::get);
    files.see(1, 0, 10);
    files.see(1, 1, 10);
    assertThat(files.contained()).isEmpty();
  }

  @Test
  void thousandsOfTradesOfOneTimeAreCompared() {
    ContainedFiles files = bInA();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long values = random.nextLong();
      files.see(7, 0, values);
      if (i % 3 == 0) {
        files.see(7, 1, values);
      }
    }
    assertThat(files.contained()).isPresent();
  }
}
