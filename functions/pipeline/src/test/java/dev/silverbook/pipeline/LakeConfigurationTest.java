package dev.silverbook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.pipeline.store.Fingerprint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LakeConfigurationTest {

  private static final Map<String, Object> SAID =
      Map.of(
          "depth_levels",
          5,
          "unit",
          "ms",
          "sides",
          Map.of("buy", List.of("long")),
          "layout",
          "{exchange}/{symbol}/{date}",
          "quality",
          Map.of("gaps", 7));

  @Test
  void oneMapHoldsFeaturesInputsAndLayout() {
    LakeConfiguration read = LakeConfiguration.fromMap(SAID);

    assertThat(read.silver().features().book().depthLevels()).isEqualTo(5);
    assertThat(read.silver().input().buy()).containsExactly("long");
    assertThat(read.layout().orderBook().declared().orElseThrow().name())
        .isEqualTo("{exchange}/{symbol}/{date}");
    assertThat(SilverConfiguration.fromMap(read.silver().toMap())).isEqualTo(read.silver());
  }

  @Test
  void whatIsSaidAboutInputsIsInTheFingerprintAndTheLayoutIsNot() {
    String detected = fingerprint(Map.of());
    assertThat(fingerprint(Map.of("unit", "ms"))).isNotEqualTo(detected);
    assertThat(fingerprint(Map.of("price_scale", 1e-9))).isNotEqualTo(detected);
    assertThat(fingerprint(Map.of("layout", "{exchange}/{symbol}/{date}"))).isEqualTo(detected);
    assertThat(fingerprint(Map.of("quality", Map.of("gaps", 7)))).isEqualTo(detected);
  }

  @Test
  void withoutAWordAboutInputsTheCanonicalFormIsThatOfTheFeatures() {
    assertThat(SilverConfiguration.defaults().toJson())
        .isEqualTo(FeatureConfiguration.defaults().toJson());
    assertThat(SilverConfiguration.fromMap(Map.of("unit", "ns")).toJson())
        .endsWith(",\"unit\":\"ns\"}");
  }

  @Test
  void aSlipOfThePenIsAnsweredWithTheKeyThatWasMeant() {
    assertThatThrownBy(() -> LakeConfiguration.fromMap(Map.of("column", Map.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean 'columns'?");
    assertThatThrownBy(() -> LakeConfiguration.fromMap(Map.of("layuot", "x")))
        .hasMessageContaining("did you mean 'layout'?");
    assertThatThrownBy(() -> LakeConfiguration.fromMap(Map.of("layout", 3)))
        .hasMessageContaining("layout is '3', expected a pattern");
  }

  private static String fingerprint(Map<String, Object> said) {
    return new Fingerprint(LakeConfiguration.fromMap(said).silver(), true).configuration();
  }
}
