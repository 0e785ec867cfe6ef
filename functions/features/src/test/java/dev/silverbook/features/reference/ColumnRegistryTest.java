package dev.silverbook.features.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.Category;
import dev.silverbook.features.Column;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.InputColumns;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the registry says about a column holds for the column. */
class ColumnRegistryTest {

  private static final Pattern TRADE_BASED =
      Pattern.compile(
          "(buy_volume|sell_volume|trade_volume|trade_count|tfi|quote_volume|trade_vwap|amihud|roll_spread"
              + "|effective_spread_bps)_\\d+s|kyle_lambda(_r2)?|vpin");

  @Test
  void exactlyTheTradeBasedColumnsNeedTrades() {
    for (Column column : columns(FeatureConfiguration.defaults())) {
      assertThat(column.needsTrades())
          .as(column.name())
          .isEqualTo(TRADE_BASED.matcher(column.name()).matches());
    }
  }

  @Test
  void onlyVpinWithAutomaticBucketsIsNotKnownLive() {
    assertThat(columns(FeatureConfiguration.defaults()))
        .filteredOn(column -> !column.knownLive())
        .extracting(Column::name)
        .containsExactly("vpin");
    assertThat(columns(FeatureConfiguration.fromMap(Map.of("vpin_bucket_volume", 3))))
        .allMatch(Column::knownLive);
  }

  @Test
  void everyCategoryHasItsColumnsAndNoOther() {
    for (Category category : Category.values()) {
      if (category == Category.IDENTITY) {
        continue;
      }
      FeatureConfiguration configuration =
          FeatureConfiguration.fromMap(Map.of("categories", List.of(category.key())));

      assertThat(columns(configuration))
          .extracting(Column::category)
          .containsOnly(Category.IDENTITY, category);
    }
  }

  private static List<Column> columns(FeatureConfiguration configuration) {
    return FeatureSchema.of(configuration, InputColumns.ALL).columns();
  }
}
