package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.quality.Threshold;
import dev.silverbook.features.settings.BarKind;
import dev.silverbook.features.settings.ConfigurationKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationKeysTest {

  @Test
  void aKeyThatResemblesNoneIsRefusedWithoutAGuess() {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("color", "red")))
        .hasMessageStartingWith("unknown configuration key 'color': known keys are [depth_levels");
  }

  @Test
  void anUnknownThresholdIsRefusedWithTheOneThatWasProbablyMeant() {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("quality", Map.of("gap", 1))))
        .hasMessageStartingWith(
            "unknown configuration key 'quality.gap': did you mean 'quality.gaps'");
  }

  @Test
  void aCadenceAsLongAsAGapIsRefused() {
    assertThatThrownBy(
            () -> FeatureConfiguration.fromMap(Map.of("cadence_ms", 5000, "max_gap_seconds", 5)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cadence_ms must be below max_gap_seconds");
    assertThat(
            FeatureConfiguration.fromMap(Map.of("cadence_ms", 4999, "max_gap_seconds", 5))
                .time()
                .cadenceMillis())
        .isEqualTo(4999);
  }

  @Test
  void barsKeepTheirOrderAndAreNamedTheSameWayHoweverWritten() {
    FeatureConfiguration configuration =
        FeatureConfiguration.fromMap(
            Map.of("bars", List.of("500trades", "0.50base", "060s", "60s", "1000000quote")));
    assertThat(configuration.output().bars())
        .extracting(BarKind::name)
        .containsExactly("500trades", "0.5base", "60s", "1000000quote");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"60", "s", "0s", "1.5s", "90000s", "0.5trades", "0base", "-1base", "1e3quote"})
  void aBarThatCannotBeIsRefused(String bar) {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("bars", List.of(bar))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'bars' is " + bar);
  }

  @Test
  void outputsMustHaveOrderbookAndEveryOutputSomethingToHold() {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("outputs", List.of("bars"))))
        .hasMessageContaining("lacks orderbook");
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("bars", List.of())))
        .hasMessageContaining("bars is empty");
    FeatureConfiguration all =
        FeatureConfiguration.fromMap(Map.of("outputs", List.of("labels", "orderbook")));
    assertThat(all.has(Dataset.LABELS)).isTrue();
    assertThat(all.has(Dataset.BARS)).isFalse();
  }

  @Test
  void thresholdsJudgeAndChangeNoResult() {
    FeatureConfiguration strict =
        FeatureConfiguration.fromMap(Map.of("quality", Map.of("crossed_share", 0.5)));
    assertThat(strict.quality().of(Threshold.CROSSED_SHARE)).isEqualTo(0.5);
    assertThat(strict.toJson()).isEqualTo(FeatureConfiguration.defaults().toJson());
    assertThat(FeatureConfiguration.fromMap(strict.toMap())).isEqualTo(strict);
    assertThatThrownBy(
            () -> FeatureConfiguration.fromMap(Map.of("quality", Map.of("crossed_share", 2))))
        .hasMessage(
            "configuration key 'quality.crossed_share' is 2, expected a number from 0.0 to 1.0");
  }

  @Test
  void everyKeyIsDescribedAndItsDefaultIsWhatTheDefaultsHold() {
    Map<String, Object> defaults = FeatureConfiguration.defaults().toMap();
    Map<?, ?> thresholds = (Map<?, ?>) defaults.remove("quality");
    assertThat(FeatureConfiguration.keys())
        .extracting(ConfigurationKey::name)
        .doesNotHaveDuplicates();
    for (ConfigurationKey key : FeatureConfiguration.keys()) {
      assertThat(key.meaning()).as(key.name()).isNotBlank();
      Object value =
          key.section().equals("quality")
              ? thresholds.get(key.name())
              : defaults.remove(key.name());
      assertThat(value).as(key.name()).isEqualTo(key.defaultValue());
    }
    assertThat(defaults).isEmpty();
  }
}
