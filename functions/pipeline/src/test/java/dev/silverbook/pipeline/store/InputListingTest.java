package dev.silverbook.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.work.Bench;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputListingTest {

  private static final String LAKE = "exchange=binance/symbol=BTC~USDT/year=2024/";
  private final InMemoryStore orderBook = new InMemoryStore();
  private final InMemoryStore trades = new InMemoryStore();

  @Test
  void allSpellingsOfTheDayAndAllDepthsBelowItAreListed() {
    put(orderBook, LAKE + "month=8/day=8/x.parquet");
    put(orderBook, LAKE + "month=08/day=08/hour=01/y.parquet");
    put(orderBook, LAKE + "month=08/day=8/z.parquet");
    put(orderBook, LAKE + "month=08/day=09/other.parquet");

    PartitionInputs inputs = list(Optional.empty());

    assertThat(inputs.orderBook())
        .extracting(StoredObject::key)
        .containsExactly(
            LAKE + "month=08/day=08/hour=01/y.parquet",
            LAKE + "month=08/day=8/z.parquet",
            LAKE + "month=8/day=8/x.parquet");
    assertThat(inputs.trades()).isEmpty();
    assertThat(inputs.tradesMissing()).isFalse();
    assertThat(inputs.objects()).isEqualTo(3);
    assertThat(inputs.bytes()).isEqualTo(21);
  }

  @Test
  void otherObjectsAreIgnoredAndReported() {
    put(orderBook, LAKE + "month=08/day=08/x.parquet");
    put(orderBook, LAKE + "month=08/day=08/x.csv");
    put(trades, LAKE + "month=08/day=08/y.parquet.tmp");

    PartitionInputs inputs = list(Optional.of(trades));

    assertThat(inputs.orderBook()).hasSize(1);
    assertThat(inputs.ignored())
        .containsExactly(LAKE + "month=08/day=08/x.csv", LAKE + "month=08/day=08/y.parquet.tmp");
    assertThat(inputs.tradesMissing()).isTrue();
    assertThat(inputs.tradesPresent()).isFalse();
  }

  @Test
  void tradesAloneAreNothingToComputeFrom() {
    put(trades, LAKE + "month=08/day=08/y.parquet");

    PartitionInputs inputs = list(Optional.of(trades));

    assertThat(inputs.isEmpty()).isTrue();
    assertThat(inputs.tradesPresent()).isTrue();
  }

  @Test
  void levelsThatOnlySplitTheDayAreMerged() {
    put(orderBook, LAKE + "month=08/day=08/hour=01/x.parquet");
    put(orderBook, LAKE + "month=08/day=08/hour=02/x.parq");
    put(orderBook, LAKE + "month=08/day=08/13-05/x.parquet.zst");

    PartitionInputs inputs = list(Optional.empty());

    assertThat(inputs.orderBook()).hasSize(3);
    assertThat(inputs.refusal()).isEmpty();
  }

  @Test
  void twoBooksInOnePartitionAreRefusedWithThePatternThatPicksOne() {
    put(orderBook, LAKE + "month=08/day=08/market=spot/x.parquet");
    put(orderBook, LAKE + "month=08/day=08/market=perp/x.parquet");

    Failure refusal = list(Optional.empty()).refusal().orElseThrow();

    assertThat(refusal.reason()).isEqualTo(FailureReason.SCHEMA_MISMATCH);
    assertThat(refusal.message())
        .contains(
            "market=perp, market=spot",
            "--layout 'exchange={exchange}/symbol={symbol}/year={year}/month={month}/day={day}"
                + "/market=perp'");
  }

  @Test
  void aPatternPicksOneOfTwoBooks() {
    put(orderBook, LAKE + "month=08/day=08/market=spot/x.parquet");
    put(orderBook, LAKE + "month=08/day=08/market=perp/x.parquet");
    LayoutChoice choice =
        LayoutChoice.of(
            Optional.of(Layout.CANONICAL.name() + "/market=perp"), LayoutConstants.NONE);

    PartitionInputs inputs =
        new InputListing(new LakeStores(orderBook, Optional.empty(), trades, choice, choice))
            .list(Bench.DAY);

    assertThat(inputs.orderBook())
        .extracting(StoredObject::key)
        .containsExactly(LAKE + "month=08/day=08/market=perp/x.parquet");
    assertThat(inputs.refusal()).isEmpty();
  }

  @Test
  void aDayOfOtherFilesOnlyIsRefusedWithTheirNames() {
    put(orderBook, LAKE + "month=08/day=08/x.csv");

    PartitionInputs inputs = list(Optional.empty());

    assertThat(inputs.isEmpty()).isFalse();
    assertThat(inputs.refusal().orElseThrow().reason()).isEqualTo(FailureReason.NO_INPUT);
    assertThat(inputs.refusal().orElseThrow().message())
        .contains(LAKE + "month=08/day=08/x.csv", ".parquet, .parq, .pq or .pqt");
  }

  private PartitionInputs list(Optional<LakeStore> tradesStore) {
    return new InputListing(orderBook, tradesStore).list(Bench.DAY);
  }

  private static void put(InMemoryStore store, String key) {
    store.put(key, new byte[7]);
  }
}
