package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureConfigurationTest {

  @Test
  void theCanonicalJsonOfTheDefaultsListsEveryKey() {
    assertThat(FeatureConfiguration.defaults().toJson())
        .isEqualTo(
            "{\"depth_levels\":20,\"imbalance_levels\":[1,3,5,10],"
                + "\"bands_bps\":[5,10,25,50,100],\"smart_depth_decay\":100,"
                + "\"impact_notionals\":[1000,10000,100000],"
                + "\"ofi_levels\":10,\"ofi_decay\":0.5,"
                + "\"windows_seconds\":[5,15,60,300,900],\"regression_window_seconds\":300,"
                + "\"regime_window_seconds\":300,\"regime_tight\":0.2,\"regime_wide\":0.8,"
                + "\"vpin_bucket_volume\":\"auto\",\"vpin_buckets_per_day\":500,"
                + "\"vpin_window_buckets\":50,"
                + "\"clock\":\"capture\",\"max_gap_seconds\":300,\"cadence_ms\":0,"
                + "\"outputs\":[\"orderbook\",\"bars\"],"
                + "\"categories\":[\"structural\",\"dynamic\",\"rolling\",\"advanced\"],"
                + "\"keep_levels\":true,\"drop_raw_book_arrays\":true,"
                + "\"value_type\":\"double\",\"mantissa_bits\":52,\"encoding\":\"auto\","
                + "\"bars\":[\"60s\",\"300s\",\"3600s\"],"
                + "\"labels_seconds\":[1,10,60,300]}");
  }

  @Test
  void whatIsWrittenReadsBack() {
    Map<String, Object> values =
        Map.of(
            "windows_seconds", List.of(60, 5, 60),
            "bands_bps", List.of(2.5, 1),
            "vpin_bucket_volume", 12.5,
            "clock", "exchange",
            "categories", List.of("rolling"));
    FeatureConfiguration configuration = FeatureConfiguration.fromMap(values);
    assertThat(configuration.windows().windowsSeconds()).containsExactly(5, 60);
    assertThat(configuration.output().categories())
        .isEqualTo(Set.of(Category.IDENTITY, Category.ROLLING));
    FeatureConfiguration again = FeatureConfiguration.fromMap(configuration.toMap());
    assertThat(again.toJson()).isEqualTo(configuration.toJson());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          depth_levels | 0 | a whole number from 1 to 1000
          depth_levels | 2.5 | a whole number from 1 to 1000
          ofi_decay | -1 | a number from 0.0 to 1000.0
          regime_tight | 1.5 | a number from 0.0 to 1.0
          vpin_bucket_volume | 0 | auto, or a number above 0
          vpin_bucket_volume | NaN | auto, or a number above 0
          mantissa_bits | 0 | a whole number from 1 to 52
          mantissa_bits | 53 | a whole number from 1 to 52
          max_gap_seconds | 0 | a whole number from 1 to 1000000000
          """)
  void aValueThatDoesNotFitIsNamedWithItsKeyAndWhatWasExpected(
      String key, double value, String expected) {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("configuration key '" + key + "' is " + value + ", expected " + expected);
  }

  @Test
  void aWindowOfZeroSecondsIsRefused() {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("windows_seconds", List.of(5, 0))))
        .hasMessage(
            "configuration key 'windows_seconds' is 0, expected a whole number from 1 to 86400");
  }

  @Test
  void valuesOfAnotherKindAreRefused() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("clock", "wall");
    wrong.put("value_type", "decimal");
    wrong.put("keep_levels", "yes");
    wrong.put("categories", List.of("identity"));
    wrong.put("bands_bps", 5);
    wrong.put("vpin_buckets_per_day", "many");
    wrong.forEach(
        (key, value) ->
            assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + key + "'"));
  }

  @Test
  void anUnknownKeyIsRefusedWithTheOneThatWasProbablyMeantAndTheKnownOnes() {
    assertThatThrownBy(() -> FeatureConfiguration.fromMap(Map.of("depth_level", 5)))
        .hasMessageStartingWith(
            "unknown configuration key 'depth_level': did you mean 'depth_levels'? known keys are")
        .hasMessageContaining("ofi_levels");
  }

  @Test
  void theBoundsOfTheRegimesMayNotCross() {
    assertThatThrownBy(
            () -> FeatureConfiguration.fromMap(Map.of("regime_tight", 0.8, "regime_wide", 0.2)))
        .hasMessageContaining("regime_tight must be below regime_wide");
  }

  @Test
  void aDecimalPointInAColumnNameIsWrittenAsP() {
    FeatureConfiguration configuration =
        FeatureConfiguration.fromMap(Map.of("bands_bps", List.of(0.5, 1)));
    assertThat(FeatureSchema.of(configuration, InputColumns.ALL).names())
        .contains("bid_depth_0_0p5bps", "imbalance_0p5_1bps");
  }

  @Test
  void switchedOffCategoriesHaveNoColumns() {
    FeatureConfiguration rolling =
        FeatureConfiguration.fromMap(Map.of("categories", List.of("rolling")));
    assertThat(FeatureSchema.of(rolling, new InputColumns(false, false)).columns())
        .allMatch(
            column ->
                column.category() == Category.ROLLING || column.category() == Category.IDENTITY)
        .extracting(Column::name)
        .startsWith("capture_ts", "book_state")
        .doesNotContain("timestamp", "nonce", "mid_price", "log_return");
  }
}
