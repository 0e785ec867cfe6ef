package dev.silverbook.command.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inspect} says about what people have. */
final class InspectCommandTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "inspect.md");

  @TempDir private Path directory;

  private SmallLake lake() {
    return new SmallLake(directory.resolve("lake"));
  }

  private Ran inspect(String... arguments) {
    List<String> all = new ArrayList<>(List.of("inspect"));
    all.addAll(List.of(arguments));
    Ran ran = Ran.in(directory, all.toArray(String[]::new));
    assertThat(ran.out() + ran.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return ran;
  }

  /** Without line breaks. */
  private static String flat(Ran ran) {
    return ran.out().replaceAll("\\s+", " ");
  }

  /** Runs the command that an inspection ends with. */
  private Ran copied(Ran inspected) {
    List<String> lines = inspected.out().lines().toList();
    Matcher words =
        Pattern.compile("'([^']*)'|([^ ]+)").matcher(lines.get(lines.size() - 1).strip());
    List<String> arguments = new ArrayList<>();
    while (words.find()) {
      arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
    }
    assertThat(arguments.get(0)).isEqualTo("silverbook");
    return Ran.in(directory, arguments.subList(1, arguments.size()).toArray(String[]::new));
  }

  @Test
  void aLakeIsDescribedAndTheCommandThatItEndsWithRunsIt() throws IOException, SQLException {
    lake().both(SmallLake.BOOKS, SmallLake.TRADES);

    Ran ran = inspect("lake");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("layout exchange={exchange}/symbol={symbol}/year={year}/month={month}/day={day}")
        .contains("1 exchange (x), 1 symbol (BTC/USDT), 1 day (2025-03-05): 1 partition")
        .contains("1 file, ")
        .contains("60 rows\n")
        .contains("50 rows\n")
        .contains("  capture_ts  int64 ")
        .contains("capture time in us, the clock")
        .contains("bids: list of structs")
        .contains("Book    2025-03-05T12:00:00Z, 2 bids and 1 asks\n  bids  1 at 99.5, 2 at 99\n")
        .contains("sides seen: buy = buy, sell = sell")
        .contains("  2025-03-05T12:00:00.500Z  buy        100.5  0.1\n")
        .contains("good; 60 rows from 2025-03-05T12:00:00Z to 2025-03-05T12:00:59Z, 50 trades")
        .contains("Verdict can be run as it is\n");
    Ran done = copied(ran);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out()).contains("processed  1 ");
  }

  @Test
  void aLongDayIsReadAtItsFirstRowsAndThatIsSaid() throws IOException, SQLException {
    lake()
        .both(
            SmallLake.BOOKS.replace("range(60)", "range(20000)"),
            SmallLake.TRADES.replace("range(50)", "range(20000)"));

    Ran ran = inspect("lake");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("20,000 rows\n")
        .contains("good, as far as its first rows tell; 10,000 rows from 2025-03-05T12:00:00Z");
  }

  @Test
  void anUnknownLayoutIsShownWithNamesAndAPatternThatWorksWhenCopied()
      throws IOException, SQLException {
    lake()
        .put("books/BTC-USDT/2025-03-05.parquet", SmallLake.BOOKS)
        .put("trades/BTC-USDT/2025-03-05.parquet", SmallLake.TRADES);

    Ran ran = inspect("lake");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("UNKNOWN_LAYOUT")
        .contains("found books/, trades/ and files such as")
        .contains("books/BTC-USDT/2025-03-05.parquet")
        .contains("bids: list of structs")
        .contains("--layout '{symbol}/{date}.parquet'");
    Ran again = copied(ran);
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(flat(again))
        .contains("EXCHANGE BTC-USDT 2025-03-05: good; 60 rows")
        .contains(", 50 trades");
    assertThat(copied(again).out()).contains("processed  1 ");
  }

  @Test
  void booksAndTradesInOneDirectoryAreToldApartByTwoPatterns() throws IOException, SQLException {
    lake()
        .put("binance_book_snapshot_25_2025-03-05_BTCUSDT.parquet", SmallLake.BOOKS)
        .put("binance_trades_2025-03-05_BTCUSDT.parquet", SmallLake.TRADES);

    Ran again = copied(inspect("lake"));

    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    assertThat(flat(again))
        .contains("binance BTCUSDT 2025-03-05: good; 60 rows")
        .contains(", 50 trades");
    Ran done = copied(again);
    assertThat(done.out()).as(done.err()).contains("processed  1 ");
    assertThat(done.out()).contains("trades   capture time");
  }

  @Test
  void optionsOfARunAreTakenAndHandedOn() throws IOException, SQLException {
    lake()
        .put("b/BTC/2025-03-05/a.parquet", SmallLake.BOOKS.replace("capture_ts", "\"my clock\""))
        .put("t/BTC/2025-03-05/a.parquet", SmallLake.TRADES.replace("capture_ts", "\"my clock\""));
    lake().text("silver.yaml", "columns: {capture_time: 'my clock'}\nlayout: '{symbol}/{date}'\n");
    String config = "lake/silver.yaml";

    Ran ran = inspect("lake/b", "--trades", "lake/t", "--config", config, "--exchange-name", "o'x");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains("o'x BTC 2025-03-05: good; 60 rows")
        .contains("my clock")
        .contains("50 rows")
        .contains("--exchange-name 'o'\\''x'");
  }

  @Test
  void aFileOfALakeIsTakenForAPartOfIt() throws IOException, SQLException {
    lake().both(SmallLake.BOOKS, SmallLake.TRADES);

    Ran books = inspect("lake/orderbook/" + SmallLake.DAY + "a.parquet");
    Ran trades = inspect("lake/trades/" + SmallLake.DAY + "a.parquet");

    assertThat(books.exitCode()).isZero();
    assertThat(books.out())
        .contains("this is one file of x BTC/USDT 2025-03-05 in the lake")
        .contains("--symbol 'BTC~USDT' --from 2025-03-05 --to 2025-03-05");
    assertThat(copied(books).out()).contains("processed  1 ");
    assertThat(trades.exitCode()).isEqualTo(1);
    assertThat(trades.out()).contains("sides seen").contains("it holds trades");
  }

  @Test
  void aFileWithoutAPathThatSaysItsDayIsReadAllTheSame() throws IOException, SQLException {
    lake().put("dump.parquet", SmallLake.BOOKS);

    Ran ran = inspect("lake/dump.parquet");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("capture time in us, the clock")
        .contains("dump.parquet: good; 60 rows from 2025-03-05T12:00:00Z")
        .contains("nothing above the file says its exchange, symbol and day")
        .contains("exchange=…/symbol=…/date=2025-03-05");
  }

  @Test
  void whatIsNoneOfItIsRefusedWithAReasonAndARemedy() throws IOException, SQLException {
    Files.createDirectories(directory.resolve("empty/below"));
    lake().text("csv/BTC/2025-03-05.csv.gz", "x").text("pdf/a.pdf", "x");
    lake().put("strange/a.parquet", "1 AS a, 'x' AS b");
    lake().put("only/" + SmallLake.DAY + "a.parquet", SmallLake.TRADES);

    assertThat(refused("empty")).contains("EMPTY").contains("found no file, only below/");
    assertThat(refused("lake/csv")).contains("CSV").contains("README");
    assertThat(refused("lake/csv/BTC/2025-03-05.csv.gz")).contains("CSV").contains("README");
    assertThat(refused("lake/pdf")).contains("NO_INPUT").contains("a.pdf");
    assertThat(refused("lake/strange")).contains("UNKNOWN_LAYOUT").contains("SCHEMA_MISMATCH");
    assertThat(refused("lake/only")).contains("trades and no order books").contains("--trades");
  }

  private String refused(String place) {
    Ran ran = inspect(place);
    assertThat(ran.exitCode()).as(place).isEqualTo(1);
    assertThat(ran.out()).contains("Verdict cannot be run as it is");
    return ran.out();
  }

  @Test
  void aPlaceThatIsNotThereIsWrongUsage() {
    Ran ran = inspect("nowhere");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("nowhere does not exist").hasLineCount(1);
  }

  @Test
  void tradesBesideTheBooksAreHintedAt() throws IOException, SQLException {
    lake().both(SmallLake.BOOKS, SmallLake.TRADES);

    assertThat(flat(inspect("lake/orderbook")))
        .contains("there may be some in " + directory.resolve("lake/trades") + ": add --trades");
  }

  @Test
  void noLineThatCouldBeBrokenIsWiderThanAPage() throws IOException, SQLException {
    lake()
        .both(
            SmallLake.BOOKS,
            SmallLake.TRADES.replace("'buy'", "'a long word'").replace("'sell'", "'another one'"));

    assertThat(inspect("lake").out().lines())
        .allMatch(line -> line.length() <= 100 || line.contains("/"));
  }

  @Test
  void theDocumentHasTheKeysThatThePageExplains() throws IOException, SQLException {
    lake().both(SmallLake.BOOKS, SmallLake.TRADES.replace("'buy'", "'long'"));
    lake().text("orderbook/" + SmallLake.DAY.replace("day=05", "day=06") + "a.parquet", "no");
    String page = Files.readString(PAGE);
    Set<String> explained = new LinkedHashSet<>();
    Matcher words = Pattern.compile("`([a-z_]+)`").matcher(page.substring(page.indexOf("| key")));
    while (words.find()) {
      explained.add(words.group(1));
    }

    Set<String> found = new LinkedHashSet<>();
    collect(JSON.std.mapFrom(inspect("lake", "--json").out()), "", found);

    assertThat(explained).containsAll(found);
    explained.removeAll(
        Set.of("good", "degraded", "refused", "books", "unknown", "row", "trades_layout"));
    assertThat(found).containsAll(explained);
  }

  /** Keys that are ours: not columns and words of sides, and not what the ledger names. */
  private static void collect(Object value, String under, Set<String> keys) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> {
            keys.add(key.toString());
            boolean named =
                Set.of("stats", "columns", "types", "units", "sides").contains(key.toString())
                    && below instanceof Map<?, ?>;
            if (!named) {
              collect(below, key.toString(), keys);
            }
          });
    } else if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, under, keys));
    }
  }
}
