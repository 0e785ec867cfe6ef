package dev.silverbook.command.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What inspect says of a lake is what a run makes of it. */
final class InspectAgainstRunTest {

  /** Writes a lake. */
  interface Writer {
    void write(SmallLake lake) throws IOException, SQLException;
  }

  /**
   * A lake and what becomes of it.
   *
   * @param verdict good, degraded or refused
   */
  record Case(String name, String verdict, Writer writer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String BOOKS = SmallLake.BOOKS;
  private static final String TRADES = SmallLake.TRADES;
  private static final String DAY = SmallLake.DAY;

  static Stream<Case> cases() {
    return Stream.of(
        new Case("canonical", "good", lake -> lake.both(BOOKS, TRADES)),
        new Case(
            "clocks in nanoseconds",
            "good",
            lake ->
                lake.both(
                    BOOKS
                        .replace("1000000 * i", "1000000 * i) * 1000")
                        .replaceFirst("1741", "(1741"),
                    TRADES)),
        new Case(
            "flat columns in another layout",
            "good",
            lake ->
                lake.put(
                        "books/venue=x/instrument=BTC/dt=20250305/a.parq",
                        "1741176000000 + i AS ts_recv, 1.0 AS bid_px_00, 2.0 AS bid_sz_00,"
                            + " 1.1 AS ask_px_00, 2.0 AS ask_sz_00 FROM range(30) t(i)")
                    .put("trades/venue=x/instrument=BTC/dt=20250305/a.parq", TRADES)),
        new Case(
            "unknown sides",
            "degraded",
            lake ->
                lake.both(BOOKS, TRADES.replace("'buy'", "'long'").replace("'sell'", "'short'"))),
        new Case(
            "units that differ between files",
            "degraded",
            lake ->
                lake.both(BOOKS, TRADES)
                    .put(
                        "orderbook/" + DAY + "b.parquet",
                        "1741176100000 + i AS capture_ts, 500 + i AS nonce, [[1.0, 2.0]] AS bids,"
                            + " [[3.0, 2.0]] AS asks FROM range(20) t(i)")),
        new Case(
            "rows of another day",
            "degraded",
            lake -> lake.both(BOOKS.replace("1741176", "1741376"), TRADES)),
        new Case(
            "a file that is no input",
            "degraded",
            lake -> lake.both(BOOKS, TRADES).text("orderbook/" + DAY + "notes.txt", "hello")),
        new Case(
            "trades of another day only",
            "degraded",
            lake ->
                lake.put("orderbook/" + DAY + "a.parquet", BOOKS)
                    .put("trades/" + DAY.replace("day=05", "day=06") + "a.parquet", TRADES)),
        new Case(
            "a side that names the maker, in trades enough to tell",
            "degraded",
            lake ->
                lake.both(
                    BOOKS.replace("range(60)", "range(600)"),
                    TRADES
                        .replace("range(50)", "range(500)")
                        .replace("= 0 THEN 'buy'", "= 1 THEN 'buy'"))),
        new Case(
            "text instead of a file",
            "refused",
            lake ->
                lake.both(BOOKS, TRADES)
                    .text("orderbook/" + DAY + "a.parquet", "no parquet at all")),
        new Case(
            "trades without a price",
            "refused",
            lake -> lake.both(BOOKS, TRADES.replace("END AS price", "END AS nothing"))),
        new Case(
            "no clock",
            "refused",
            lake -> lake.both(BOOKS.replace("capture_ts", "something"), TRADES)),
        new Case(
            "the exchange's time alone",
            "good",
            lake ->
                lake.both(
                    BOOKS.replace("capture_ts", "timestamp"),
                    TRADES.replace("capture_ts", "timestamp"))),
        new Case(
            "no clock in common",
            "degraded",
            lake -> lake.both(BOOKS.replace("capture_ts", "timestamp"), TRADES)),
        new Case(
            "two instruments in one file",
            "refused",
            lake ->
                lake.both(
                    BOOKS.replace("AS capture_ts,", "AS capture_ts, 'S' || i % 2 AS symbol,"),
                    TRADES)),
        new Case(
            "signed amounts",
            "good",
            lake ->
                lake.both(
                    BOOKS,
                    TRADES
                        .replace("END AS side", "END AS nothing")
                        .replace("0.1 AS amount", "if(i % 2 = 0, 0.1, -0.1) AS amount"))),
        new Case(
            "two markets in one day",
            "refused",
            lake ->
                lake.put("orderbook/" + DAY + "market=spot/a.parquet", BOOKS)
                    .put("orderbook/" + DAY + "market=perp/a.parquet", BOOKS)
                    .put("trades/" + DAY + "a.parquet", TRADES)),
        new Case(
            "nothing but CSV below a day",
            "refused",
            lake ->
                lake.text("orderbook/" + DAY + "a.csv", "1,2")
                    .put("trades/" + DAY + "a.parquet", TRADES)),
        new Case(
            "changes without a snapshot",
            "refused",
            lake ->
                lake.both(
                    "1741176000000000 + i AS local_timestamp, false AS is_snapshot, 'bid' AS side,"
                        + " 1.0 AS price, 2.0 AS amount FROM range(30) t(i)",
                    TRADES)),
        new Case(
            "a Delta table",
            "refused",
            lake ->
                lake.both(BOOKS, TRADES)
                    .text("orderbook/_delta_log/00000000000000000000.json", "{}")),
        new Case(
            "an unknown layout", "refused", lake -> lake.put("orderbook/BTC/a.parquet", BOOKS)));
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("cases")
  void inspectSaysWhatARunDoes(Case one) throws IOException, SQLException {
    one.writer().write(new SmallLake(directory.resolve("lake")));

    Ran inspected = Ran.in(directory, "inspect", "lake", "--json");
    Map<String, Object> said = JSON.std.mapFrom(inspected.out());

    assertThat(said.get("verdict")).as("%s", said.get("problems")).isEqualTo(one.verdict());
    assertThat(inspected.exitCode()).isEqualTo(one.verdict().equals("refused") ? 1 : 0);
    assertThat(inspected.err()).isEmpty();
    assertThat(Ran.in(directory, "inspect", "lake").exitCode()).isEqualTo(inspected.exitCode());

    Ran ran = Ran.in(directory, run(said).toArray(String[]::new));
    Map<String, Object> done =
        ran.out().startsWith("{") ? JSON.std.mapFrom(ran.out()) : Map.of("processed", List.of());
    List<?> processed = (List<?>) done.get("processed");
    switch (one.verdict()) {
      case "refused" -> assertThat(processed).as(ran.err()).isEmpty();
      default -> {
        assertThat(processed).as(ran.out() + ran.err()).hasSize(1);
        Map<?, ?> partition = (Map<?, ?>) processed.get(0);
        assertThat(partition.get("condition")).isEqualTo(one.verdict());
        assertThat(reasons(said)).isEqualTo(keys((List<?>) partition.get("degraded_by")));
      }
    }
  }

  /** The command to copy, as a shell would take it apart; what is refused is run as it lies. */
  private static List<String> run(Map<String, Object> said) {
    String command =
        said.containsKey("command") && said.get("command").toString().contains(" run ")
            ? said.get("command").toString()
            : "silverbook run --input lake/orderbook --trades lake/trades --output out";
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.remove(0);
    words.add("--json");
    return words;
  }

  private static List<String> reasons(Map<String, Object> said) {
    List<Object> reasons = new ArrayList<>();
    for (Object look : (List<?>) said.get("partitions")) {
      for (Object reason : (List<?>) ((Map<?, ?>) look).get("degraded_by")) {
        Map<?, ?> one = (Map<?, ?>) reason;
        assertThat(one.get("remedy").toString()).isNotBlank();
        reasons.add(one.get("reason"));
      }
    }
    return keys(reasons);
  }

  private static List<String> keys(List<?> reasons) {
    return reasons.stream()
        .map(reason -> reason.toString().replaceFirst(":.*", ""))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lookingLeavesNoTrace(Case one) throws IOException, SQLException {
    SmallLake lake = new SmallLake(directory.resolve("lake"));
    one.writer().write(lake);
    List<Path> before = all(directory);

    Ran.in(directory, "inspect", "lake");

    assertThat(all(directory)).isEqualTo(before);
  }

  private static List<Path> all(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted().toList();
    }
  }
}
