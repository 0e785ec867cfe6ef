package dev.silverbook.lake.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSpaceTest {

  @TempDir private Path directory;

  private final AtomicLong free = new AtomicLong(100 << 20);
  private final AtomicInteger gaveWay = new AtomicInteger();

  private ScratchSpace space() {
    return new ScratchSpace(directory.resolve("scratch"), existing -> free.get());
  }

  @Test
  void theMostThatLayThereAtOnceIsRemembered() {
    ScratchSpace space = space();

    space.occupy(70);
    space.occupy(30);
    space.release(60);
    space.occupy(50);

    assertThat(space.mostBytes()).isEqualTo(100);
  }

  @Test
  void copiesStayWhileThereIsRoom() throws IOException {
    ScratchSpace space = space();
    space.lend(gaveWay::incrementAndGet);

    space.makeRoom(50 << 20);

    assertThat(gaveWay).hasValue(0);
  }

  @Test
  void copiesGiveWayOnceToWhatMustBeWritten() throws IOException {
    ScratchSpace space = space();
    space.lend(gaveWay::incrementAndGet);
    free.set(50 << 20);

    space.makeRoom(50 << 20);
    space.makeRoom(50 << 20);
    space.close();

    assertThat(gaveWay).hasValue(1);
  }

  @Test
  void copiesAreGoneAtTheEnd() {
    try (ScratchSpace space = space()) {
      space.lend(gaveWay::incrementAndGet);
    }

    assertThat(gaveWay).hasValue(1);
  }

  @Test
  void anotherPartitionIsCountedApart() {
    ScratchSpace space = space();
    space.occupy(70);

    assertThat(space.another().mostBytes()).isZero();
    assertThat(space.another().directory()).isEqualTo(space.directory());
  }

  @Test
  void theRealDiskTellsWhatIsFree() throws IOException {
    ScratchSpace space = new ScratchSpace(directory.resolve("new"));

    assertThat(space.free()).isPositive();
    assertThat(space.directory()).isDirectory();
  }
}
