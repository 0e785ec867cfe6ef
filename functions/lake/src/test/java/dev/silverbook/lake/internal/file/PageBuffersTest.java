package dev.silverbook.lake.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PageBuffersTest {

  private static final int MEGABYTE = 1 << 20;

  private final PageBuffers buffers = new PageBuffers();

  @Test
  void aPageOfAMegabyteTakesTheMemoryOfTheOneBefore() {
    byte[] first = buffers.take(MEGABYTE);
    buffers.give(first);
    assertThat(buffers.take(MEGABYTE)).isSameAs(first);
  }

  @Test
  void theSmallestThatIsLargeEnoughIsTaken() {
    byte[] large = buffers.take(MEGABYTE);
    byte[] small = buffers.take(MEGABYTE / 2);
    buffers.give(large);
    buffers.give(small);
    assertThat(buffers.take(MEGABYTE / 4)).isSameAs(small);
    assertThat(buffers.take(MEGABYTE / 4)).isSameAs(large);
  }

  @Test
  void noMoreThanEightMegabytesAreKept() {
    List<byte[]> given = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      given.add(buffers.take(MEGABYTE));
    }
    given.forEach(buffers::give);
    Set<byte[]> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(given);
    long kept = 0;
    for (int i = 0; i < given.size(); i++) {
      byte[] taken = buffers.take(MEGABYTE);
      kept += known.contains(taken) ? taken.length : 0;
    }
    assertThat(kept).isBetween(6L * MEGABYTE, 8L * MEGABYTE);
  }

  @Test
  void whatWasTakenAgainLeavesRoomForMore() {
    byte[] first = buffers.take(MEGABYTE);
    for (int i = 0; i < 20; i++) {
      buffers.give(first);
      assertThat(buffers.take(MEGABYTE)).isSameAs(first);
    }
  }
}
