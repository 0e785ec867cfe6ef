package dev.silverbook.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.pipeline.SilverConfiguration;
import dev.silverbook.pipeline.work.Bench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static final StoredObject A = new StoredObject("a.parquet", 1, "e1");
  private static final StoredObject B = new StoredObject("b.parquet", 2, "e2");
  private final Fingerprint fingerprint = new Fingerprint(SilverConfiguration.defaults(), true);
  private final String base = of(List.of(A, B), List.of(B));

  @Test
  void itIsAHashThatStaysTheSame() {
    assertThat(base).matches("[0-9a-f]{64}");
    assertThat(fingerprint.configuration()).matches("[0-9a-f]{64}");
    assertThat(new Fingerprint(SilverConfiguration.fromMap(Map.of()), true).configuration())
        .isEqualTo(fingerprint.configuration());
    assertThat(of(List.of(A, B), List.of(B))).isEqualTo(base);
  }

  @Test
  void theOrderOfTheListingDoesNotMatter() {
    assertThat(of(List.of(B, A), List.of(B))).isEqualTo(base);
  }

  @Test
  void keySizeAndVersionOfEveryObjectMatter() {
    assertThat(of(List.of(A), List.of(B))).isNotEqualTo(base);
    assertThat(of(List.of(A, B), List.of())).isNotEqualTo(base);
    assertThat(of(List.of(A, new StoredObject("b.parquet", 3, "e2")), List.of(B)))
        .isNotEqualTo(base);
    assertThat(of(List.of(A, new StoredObject("b.parquet", 2, "e3")), List.of(B)))
        .isNotEqualTo(base);
    assertThat(of(List.of(A, new StoredObject("c.parquet", 2, "e2")), List.of(B)))
        .isNotEqualTo(base);
  }

  @Test
  void anObjectOfTradesIsNotOneOfTheOrderBook() {
    assertThat(of(List.of(A), List.of(B))).isNotEqualTo(of(List.of(B), List.of(A)));
    assertThat(of(List.of(A, B), List.of())).isNotEqualTo(of(List.of(), List.of(A, B)));
  }

  @Test
  void fieldsDoNotRunIntoEachOther() {
    assertThat(of(List.of(new StoredObject("a", 11, "2")), List.of()))
        .isNotEqualTo(of(List.of(new StoredObject("a1", 1, "2")), List.of()));
  }

  @Test
  void configurationAndConfiguredTradesMatter() {
    SilverConfiguration other = SilverConfiguration.fromMap(Map.of("depth_levels", 5));

    assertThat(new Fingerprint(other, true).configuration())
        .isNotEqualTo(fingerprint.configuration());
    assertThat(new Fingerprint(SilverConfiguration.defaults(), false).configuration())
        .isNotEqualTo(fingerprint.configuration());
    assertThat(new Fingerprint(other, true).of(inputs(List.of(A, B), List.of(B))))
        .isNotEqualTo(base);
  }

  private String of(List<StoredObject> orderBook, List<StoredObject> trades) {
    return fingerprint.of(inputs(orderBook, trades));
  }

  private static PartitionInputs inputs(List<StoredObject> orderBook, List<StoredObject> trades) {
    return new PartitionInputs(Bench.DAY, orderBook, Optional.of(trades), List.of());
  }
}
