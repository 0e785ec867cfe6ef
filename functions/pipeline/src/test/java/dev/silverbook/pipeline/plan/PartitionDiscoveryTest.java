package dev.silverbook.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.lake.InputObject;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.contract.InMemoryStore;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.InputListing;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.PendingObject;
import dev.silverbook.pipeline.store.StoreException;
import dev.silverbook.pipeline.store.StoredObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionDiscoveryTest {

  private final InMemoryStore objects = new InMemoryStore();
  private final RecordingStore store = new RecordingStore(objects);
  private final List<IgnoredPath> ignored = new ArrayList<>();

  @Test
  void partitionsComeInTheirNaturalOrder() {
    lake("kraken", "ETH~USDT", "2024", "10", "2");
    lake("binance", "ETH~USDT", "2024", "9", "30");
    lake("binance", "ETH~USDT", "2024", "10", "01");
    lake("binance", "BTC~USDT", "2025", "01", "01");
    lake("binance", "BTC~USDT", "2024", "12", "31");

    assertThat(found(PartitionFilter.ALL))
        .containsExactly(
            "binance BTC/USDT 2024-12-31",
            "binance BTC/USDT 2025-01-01",
            "binance ETH/USDT 2024-09-30",
            "binance ETH/USDT 2024-10-01",
            "kraken ETH/USDT 2024-10-02");
    assertThat(ignored).isEmpty();
  }

  @Test
  void paddedAndUnpaddedDirectoriesAreOnePartition() {
    lake("binance", "BTC~USDT", "2024", "8", "9");
    lake("binance", "BTC~USDT", "2024", "08", "09");
    lake("binance", "BTC~USDT", "2024", "08", "9");

    assertThat(found(PartitionFilter.ALL)).containsExactly("binance BTC/USDT 2024-08-09");
  }

  @ParameterizedTest
  @ValueSource(strings = {"year=2024/month=08/date=2024-08-09/", "year=2024/dt=20240809/"})
  void aDateBelowItsYearOrItsMonthIsTheDay(String day) {
    objects.put("exchange=b/symbol=S/" + day + "part.parquet", new byte[1]);

    assertThat(found(PartitionFilter.ALL)).containsExactly("b S 2024-08-09");
  }

  @Test
  void directoriesBelowADayAreNeitherListedNorSeen() {
    objects.put("exchange=b/symbol=S/year=2024/month=08/day=09/hour=01/part.parquet", new byte[1]);

    assertThat(found(PartitionFilter.ALL)).containsExactly("b S 2024-08-09");
    assertThat(store.listed).noneMatch(prefix -> prefix.contains("day="));
  }

  @Test
  void namesOutsideTheLayoutAreReportedOnceAndHiddenOnesNotAtAll() {
    lake("binance", "BTC~USDT", "2024", "08", "09");
    objects.put("_silverbook/x/y", new byte[1]);
    objects.put(".git/x/y", new byte[1]);
    objects.put("notes/x/y", new byte[1]);
    objects.put("exchange=binance/currency=EUR/y", new byte[1]);
    objects.put("exchange=/symbol=S/y", new byte[1]);
    objects.put("exchange=binance/symbol=BTC~USDT/year=24/month=1/y", new byte[1]);
    objects.put("exchange=binance/symbol=BTC~USDT/year=2024/month=13/day=1/y", new byte[1]);
    objects.put("exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=first/y", new byte[1]);
    objects.put("exchange=binance/symbol=BTC~USDT/year=2024/month=02/day=30/y", new byte[1]);

    assertThat(found(PartitionFilter.ALL)).containsExactly("binance BTC/USDT 2024-08-09");
    assertThat(ignored)
        .extracting(IgnoredPath::path)
        .containsExactlyInAnyOrder(
            "notes/",
            "exchange=binance/currency=EUR/",
            "exchange=/",
            "exchange=binance/symbol=BTC~USDT/year=24/",
            "exchange=binance/symbol=BTC~USDT/year=2024/month=13/",
            "exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=first/",
            "exchange=binance/symbol=BTC~USDT/year=2024/month=02/day=30/");
    assertThat(ignored).allSatisfy(path -> assertThat(path.reason()).isNotBlank());
  }

  @Test
  void everySpellingOfAValueIsOnePartitionWhoseInputsAreFound() {
    lake("binance", "BTC~USDT:USDT", "2024", "08", "09");
    lake("binance", "BTC~USDT%3AUSDT", "2024", "8", "09");
    lake("binance", "BTC%2FUSDT%3AUSDT", "2024", "8", "9");
    lake("binance", "__HIVE_DEFAULT_PARTITION__", "2024", "8", "9");

    List<PartitionId> partitions =
        discovery(PartitionFilter.ALL, Optional.empty()).partitions().toList();

    assertThat(partitions)
        .extracting(PartitionId::symbol)
        .containsExactly("BTC/USDT:USDT", "BTC~USDT:USDT");
    InputListing listing = new InputListing(objects, Optional.empty());
    assertThat(listing.list(partitions.get(0)).orderBook()).hasSize(1);
    assertThat(listing.list(partitions.get(1)).orderBook()).hasSize(2);
    assertThat(ignored)
        .extracting(IgnoredPath::path)
        .containsExactly("exchange=binance/symbol=__HIVE_DEFAULT_PARTITION__/");
  }

  @Test
  void aLakeByDayComesInItsOwnOrderAndGoesOnBehindItsCursor() {
    for (String day : List.of("2024-08-09", "20240808", "2024-08-10")) {
      for (String symbol : List.of("BTC~USDT", "ETH%7EUSDT")) {
        objects.put("dt=" + day + "/venue=b/pair=" + symbol + "/x.parquet", new byte[1]);
      }
    }

    List<String> all = found(PartitionFilter.ALL);

    assertThat(all)
        .containsExactly(
            "b BTC/USDT 2024-08-08",
            "b ETH/USDT 2024-08-08",
            "b BTC/USDT 2024-08-09",
            "b ETH/USDT 2024-08-09",
            "b BTC/USDT 2024-08-10",
            "b ETH/USDT 2024-08-10");
    PartitionId cursor = new PartitionId("b", "ETH~USDT", LocalDate.of(2024, 8, 8));
    assertThat(found(PartitionFilter.ALL, Optional.of(cursor))).isEqualTo(all.subList(2, 6));
    InputListing listing = new InputListing(objects, Optional.empty());
    assertThat(discovery(PartitionFilter.ALL, Optional.empty()).partitions())
        .allSatisfy(partition -> assertThat(listing.list(partition).orderBook()).hasSize(1));
  }

  @Test
  void symbolsMatchInBothSpellingsAndInTheirCase() {
    lake("binance", "BTC~USDT", "2024", "08", "09");
    lake("binance", "btc~usdt", "2024", "08", "09");
    lake("Binance", "BTC~USDT", "2024", "08", "09");

    assertThat(found(filter("binance", "BTC/USDT"))).containsExactly("binance BTC/USDT 2024-08-09");
    assertThat(found(filter("binance", "BTC~USDT"))).containsExactly("binance BTC/USDT 2024-08-09");
    assertThat(found(filter("BINANCE", "BTC~USDT"))).isEmpty();
  }

  @Test
  void boundsAreIncluded() {
    for (int day = 1; day <= 9; day++) {
      lake("binance", "BTC~USDT", "2024", "08", "0" + day);
    }

    assertThat(found(days("2024-08-03", "2024-08-05")))
        .containsExactly(
            "binance BTC/USDT 2024-08-03",
            "binance BTC/USDT 2024-08-04",
            "binance BTC/USDT 2024-08-05");
    assertThat(found(days("2024-08-09", null))).containsExactly("binance BTC/USDT 2024-08-09");
    assertThat(found(days(null, "2024-08-01"))).containsExactly("binance BTC/USDT 2024-08-01");
  }

  @Test
  void whatTheFilterLeavesOutIsNotListed() {
    lake("binance", "BTC~USDT", "2023", "12", "31");
    lake("binance", "BTC~USDT", "2024", "7", "31");
    lake("binance", "BTC~USDT", "2024", "08", "01");
    lake("binance", "BTC~USDT", "2024", "09", "01");
    lake("binance", "BTC~USDT", "2025", "01", "01");
    lake("binance", "ETH~USDT", "2024", "08", "01");
    lake("kraken", "BTC~USDT", "2024", "08", "01");

    assertThat(
            found(
                new PartitionFilter(
                    Set.of("binance"),
                    Set.of("BTC/USDT"),
                    Optional.of(LocalDate.of(2024, 8, 1)),
                    Optional.of(LocalDate.of(2024, 8, 31)))))
        .containsExactly("binance BTC/USDT 2024-08-01");
    assertThat(store.listed)
        .containsExactly(
            "",
            "exchange=binance/",
            "exchange=binance/symbol=BTC~USDT/",
            "exchange=binance/symbol=BTC~USDT/year=2024/",
            "exchange=binance/symbol=BTC~USDT/year=2024/month=08/");
  }

  @Test
  void aWalkGoesOnExactlyBehindItsCursor() {
    for (String exchange : List.of("a", "b", "c")) {
      for (String symbol : List.of("X", "Y", "Z")) {
        for (int day = 1; day <= 3; day++) {
          lake(exchange, symbol, "2024", "08", "0" + day);
        }
      }
    }
    List<String> all = found(PartitionFilter.ALL);
    assertThat(all).hasSize(27);

    PartitionId cursor = new PartitionId("b", "Y", LocalDate.of(2024, 8, 2));
    assertThat(found(PartitionFilter.ALL, Optional.of(cursor))).isEqualTo(all.subList(14, 27));
    store.listed.clear();
    found(PartitionFilter.ALL, Optional.of(cursor));
    assertThat(store.listed).noneMatch(prefix -> prefix.startsWith("exchange=a/"));
    assertThat(store.listed).noneMatch(prefix -> prefix.startsWith("exchange=b/symbol=X/"));
    PartitionId last = new PartitionId("c", "Z", LocalDate.of(2024, 8, 3));
    assertThat(found(PartitionFilter.ALL, Optional.of(last))).isEmpty();
  }

  @Test
  void symbolsAreListedAsTheyAreConsumed() {
    for (int symbol = 10; symbol < 30; symbol++) {
      lake("binance", "S" + symbol, "2024", "08", "01");
    }

    assertThat(discovery(PartitionFilter.ALL, Optional.empty()).partitions().limit(2)).hasSize(2);

    assertThat(store.listed).noneMatch(prefix -> prefix.contains("symbol=S12"));
  }

  @Test
  void listingAheadInOtherThreadsChangesNothing() {
    for (int symbol = 10; symbol < 60; symbol++) {
      lake("binance", "S" + symbol, "2024", "08", "01");
      lake("binance", "S" + symbol, "2024", "8", "02");
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<PartitionId> ahead =
          discovery(PartitionFilter.ALL, Optional.empty()).partitions(threads, 8).toList();

      assertThat(ahead)
          .hasSize(100)
          .isEqualTo(discovery(PartitionFilter.ALL, Optional.empty()).partitions().toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aStoreThatFailsIsHeardAsSuch() {
    lake("binance", "BTC~USDT", "2024", "08", "01");
    store.failing = "exchange=binance/symbol=BTC~USDT/year=2024/";

    try (Stream<PartitionId> partitions =
        discovery(PartitionFilter.ALL, Optional.empty()).partitions()) {
      assertThatThrownBy(partitions::toList)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED));
    }
  }

  @Test
  void aFailureToListThatIsTakenLeavesOutOnlyWhatIsBelow() {
    lake("binance", "BTC~USDT", "2024", "08", "01");
    lake("binance", "BTC~USDT", "2025", "01", "01");
    lake("binance", "ETH~USDT", "2024", "08", "01");
    lake("kraken", "BTC~USDT", "2024", "08", "01");
    List<StoreException> unlisted = new ArrayList<>();

    store.failing = "exchange=binance/symbol=BTC~USDT/year=2024/";
    assertThat(found(unlisted))
        .containsExactly(
            "binance BTC/USDT 2025-01-01",
            "binance ETH/USDT 2024-08-01",
            "kraken BTC/USDT 2024-08-01");
    store.failing = "exchange=binance/";
    assertThat(found(unlisted)).containsExactly("kraken BTC/USDT 2024-08-01");

    assertThat(unlisted)
        .extracting(StoreException::object)
        .containsExactly("exchange=binance/symbol=BTC~USDT/year=2024/", "exchange=binance/");
  }

  @Test
  void withoutTheRootThereIsNoWalk() {
    store.failing = "";

    assertThatThrownBy(() -> found(new ArrayList<>()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no permission");
  }

  @Test
  void aRangeThatEndsBeforeItStartsIsRefused() {
    assertThatThrownBy(() -> days("2024-08-05", "2024-08-04"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2024-08-05")
        .hasMessageContaining("2024-08-04");
  }

  @Test
  void theFilterSaysTheSameOfAPartitionAsTheWalk() {
    PartitionFilter filter =
        new PartitionFilter(
            Set.of("binance"),
            Set.of("BTC/USDT"),
            Optional.of(LocalDate.of(2024, 8, 2)),
            Optional.of(LocalDate.of(2024, 8, 3)));

    assertThat(filter.has(new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 2))))
        .isTrue();
    assertThat(filter.has(new PartitionId("kraken", "BTC~USDT", LocalDate.of(2024, 8, 2))))
        .isFalse();
    assertThat(filter.has(new PartitionId("binance", "ETH~USDT", LocalDate.of(2024, 8, 2))))
        .isFalse();
    assertThat(filter.has(new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 1))))
        .isFalse();
    assertThat(filter.has(new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 4))))
        .isFalse();
  }

  private void lake(String exchange, String symbol, String year, String month, String day) {
    objects.put(
        String.format(
            "exchange=%s/symbol=%s/year=%s/month=%s/day=%s/part-0.parquet",
            exchange, symbol, year, month, day),
        new byte[1]);
  }

  private List<String> found(PartitionFilter filter) {
    return found(filter, Optional.empty());
  }

  private List<String> found(PartitionFilter filter, Optional<PartitionId> after) {
    return discovery(filter, after).partitions().map(PartitionId::toString).toList();
  }

  private List<String> found(List<StoreException> unlisted) {
    return new PartitionDiscovery(
            store, PartitionFilter.ALL, Optional.empty(), ignored::add, unlisted::add)
        .partitions()
        .map(PartitionId::toString)
        .toList();
  }

  private PartitionDiscovery discovery(PartitionFilter filter, Optional<PartitionId> after) {
    return new PartitionDiscovery(store, filter, after, ignored::add);
  }

  private static PartitionFilter filter(String exchange, String symbol) {
    return new PartitionFilter(
        Set.of(exchange), Set.of(symbol), Optional.empty(), Optional.empty());
  }

  private static PartitionFilter days(String from, String to) {
    return new PartitionFilter(
        Set.of(),
        Set.of(),
        Optional.ofNullable(from).map(LocalDate::parse),
        Optional.ofNullable(to).map(LocalDate::parse));
  }

  /** Remembers what was listed. */
  private static final class RecordingStore implements LakeStore {

    private final LakeStore store;
    private final ConcurrentLinkedQueue<String> listed = new ConcurrentLinkedQueue<>();
    private String failing = "none";

    RecordingStore(LakeStore store) {
      this.store = store;
    }

    @Override
    public String location() {
      return store.location();
    }

    @Override
    public List<String> directories(String prefix) {
      listed.add(prefix);
      if (prefix.equals(failing)) {
        throw new StoreException(FailureReason.ACCESS_DENIED, prefix, "no permission", null);
      }
      return store.directories(prefix);
    }

    @Override
    public List<StoredObject> objects(String prefix) {
      throw new IllegalStateException("discovery lists no objects, but it did below " + prefix);
    }

    @Override
    public Optional<StoredObject> find(String key) {
      return store.find(key);
    }

    @Override
    public InputObject open(StoredObject object) {
      return store.open(object);
    }

    @Override
    public boolean delete(String key, String etag) {
      return store.delete(key, etag);
    }

    @Override
    public PendingObject create(String key) {
      return store.create(key);
    }
  }
}
