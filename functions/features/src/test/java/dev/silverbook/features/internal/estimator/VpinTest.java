package dev.silverbook.features.internal.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VpinTest {

  @Test
  void noVolumeIsLostOrInventedOverBucketEdges() {
    SplittableRandom random = new SplittableRandom(3);
    double bucket = 7.3;
    Vpin vpin = new Vpin(bucket, 50);
    double volume = 0;
    for (int i = 0; i < 100_000; i++) {
      double amount = Math.pow(10, random.nextDouble(-4, 2));
      vpin.add(amount, random.nextInt(2));
      volume += amount;
      if (i % 1_000 == 0) {
        assertThat(vpin.buckets()).isEqualTo((long) Math.floor(volume / bucket + 1e-7));
      }
    }
  }

  @Test
  void aBucketThatLacksABillionthIsComplete() {
    Vpin vpin = new Vpin(1, 1);
    vpin.add(1 - 0.5e-9, 1);
    assertThat(vpin.buckets()).isEqualTo(1);
    vpin.add(1 - 2e-9, 1);
    assertThat(vpin.buckets()).isEqualTo(1);
  }

  @Test
  void aTradeOfManyBucketsCountsThemAllWithoutFillingThemOneByOne() {
    Vpin vpin = new Vpin(1e-9, 5);
    vpin.add(1e6, 1);
    assertThat(vpin.buckets()).isCloseTo((long) 1e15, within(2L));
    assertThat(vpin.value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatIsLeftOfAHugeTradeIsKeptToTheLastDigit() {
    // A third of a bucket, then ten million million buckets and a half: 5/6 are left.
    double bucket = 0.75;
    Vpin vpin = new Vpin(bucket, 1);
    vpin.add(0.25, 1);
    vpin.add(1e13 * bucket + 0.375, 1);
    vpin.add(bucket - 0.625, 0);
    assertThat(vpin.value()).isCloseTo((0.625 - 0.125) / bucket, within(1e-12));
  }

  @Test
  void undecidedVolumeIsBalanced() {
    Vpin vpin = new Vpin(10, 1);
    vpin.add(10, 0.5);
    assertThat(vpin.value()).isZero();
  }

  @Test
  void onlyTheLastBucketsCount() {
    Vpin vpin = new Vpin(10, 2);
    vpin.add(10, 1);
    assertThat(vpin.value()).isNaN();
    vpin.add(10, 0.5);
    assertThat(vpin.value()).isCloseTo(0.5, within(1e-15));
    vpin.add(10, 0.5);
    assertThat(vpin.value()).isZero();
  }
}
