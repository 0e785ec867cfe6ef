package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import org.junit.jupiter.api.Test;

class OldGenerationTest {

  private static final long MIB = 1L << 20;

  private long heap;
  private long old;
  private long live;
  private int collections;

  private final OldGeneration generation =
      new OldGeneration(
          () -> heap,
          () -> old,
          () -> {
            collections++;
            old = live;
            heap = live;
          });

  private void grownTo(long mib) {
    old = mib * MIB;
    heap = old + 5 * MIB;
    generation.keepSmall();
  }

  @Test
  void isLeftAloneWhileItGrowsALittle() {
    grownTo(90);

    assertThat(collections).isZero();
  }

  @Test
  void isCollectedOnceItHasGrown() {
    live = 40 * MIB;
    grownTo(97);

    assertThat(collections).isEqualTo(1);
  }

  /** What is in use must not be collected again and again. */
  @Test
  void growsFromWhatTheLastCollectionLeft() {
    live = 300 * MIB;
    grownTo(300);
    grownTo(390);
    assertThat(collections).isEqualTo(1);

    grownTo(397);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void growsFromWhatTheCollectorLeftByItself() {
    live = 300 * MIB;
    grownTo(300);
    grownTo(50);
    live = 50 * MIB;
    grownTo(160);

    assertThat(collections).isEqualTo(2);
  }

  /** Young garbage is the collector's own business, however much there is. */
  @Test
  void youngGarbageDoesNotCount() {
    heap = 1000 * MIB;
    old = 20 * MIB;
    generation.keepSmall();

    assertThat(collections).isZero();
  }

  /** The build's processes have the serial collector, as the command and the functions have. */
  @Test
  void theProcessHasOne() {
    assertThat(ManagementFactory.getMemoryPoolMXBeans())
        .extracting(MemoryPoolMXBean::getName)
        .contains("Tenured Gen");

    OldGeneration.OF_PROCESS.keepSmall();
  }
}
