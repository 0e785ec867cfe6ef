package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small generated lake that was run: 2 symbols, 2 days, with trades. */
final class VerifyCommandTest {

  private static final String BTC = "exchange=demo/symbol=BTC~USDT/year=2025/month=01/day=06/";

  @TempDir private Path directory;

  @BeforeEach
  void run() {
    GeneratedLakes.generate(
        directory,
        "--symbol BTC/USDT,ETH/USDT --days 2 --rows 300 --levels 5 --trades 100 --flawless"
            .split(" "));
    assertDone(ran("run --input lake/orderbook --trades lake/trades --output out"));
  }

  private Ran ran(String line) {
    return Ran.in(directory, line.split(" "));
  }

  private static void assertDone(Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private Path output(String dataset) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("out/silver/" + dataset + "/" + BTC))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aSoundRunIsProvedFromTheInputsThatTheLedgerNames() {
    Ran verified = ran("verify --output out --partitions 10");

    assertDone(verified);
    assertThat(verified.err()).isEmpty();
    assertThat(verified.out().lines().filter(line -> line.startsWith("proved   demo"))).hasSize(4);
    assertThat(verified.out())
        .contains("2 outputs; ")
        .contains(" computed again, byte for byte; the same without what came later: ")
        .contains(" at 3 cuts")
        .containsOnlyOnce("Note: vpin is exempt from the look-ahead check, also in bars:")
        .contains("4 partitions of 4 verified, all proved (--seed ");
  }

  /** The lake's files again, below directories that are named by a symbol and a date alone. */
  private void moveIntoAnotherLayout() throws IOException {
    for (String dataset : List.of("orderbook", "trades")) {
      for (String symbol : List.of("BTC~USDT", "ETH~USDT")) {
        for (String day : List.of("06", "07")) {
          Path below =
              directory.resolve(
                  "lake/%s/exchange=demo/symbol=%s/year=2025/month=01/day=%s"
                      .formatted(dataset, symbol, day));
          Path to = directory.resolve("plain/%s/%s/2025-01-%s".formatted(dataset, symbol, day));
          Files.createDirectories(to.getParent());
          Files.move(below, to);
        }
      }
    }
  }

  @Test
  void aLayoutThatTheRunWasToldIsKnownToItsOutputs() throws IOException {
    moveIntoAnotherLayout();
    String places = "--input plain/orderbook --trades plain/trades --output told";
    String layout = " --layout {symbol}/{date} --exchange-name demo";
    assertDone(ran("run " + places + layout));

    Ran untold = ran("verify --output told --partitions 10 --cuts 1");
    Ran told = ran("verify " + places + layout + " --partitions 10 --cuts 1");

    assertDone(untold);
    assertThat(untold.out()).contains("4 partitions of 4 verified, all proved");
    assertDone(told);
    assertThat(told.out()).contains("4 partitions of 4 verified, all proved");
  }

  @Test
  void anotherWayToSayALayoutProvesTheSameBytes() {
    String pattern = "exchange=demo/symbol={symbol}/year={year}/month={month}/day={day}";

    Ran verified =
        ran(
            "verify --output out --partitions 10 --cuts 1 --exchange-name demo --layout "
                + pattern);

    assertDone(verified);
    assertThat(verified.out()).contains("4 partitions of 4 verified, all proved");
  }

  @Test
  void theSeedRepeatsTheChoice() {
    assertThat(ran("verify --output out --partitions 1 --cuts 1 --seed 5").out())
        .isEqualTo(ran("verify --output out --partitions 1 --cuts 1 --seed 5").out())
        .contains("1 partition of 4 verified");
  }

  @Test
  void machinesGetADocument() throws IOException {
    Ran verified =
        ran(
            "verify --output out --input lake/orderbook --trades lake/trades --symbol BTC/USDT"
                + " --to 2025-01-06 --json");

    assertDone(verified);
    Map<String, Object> document = JSON.std.mapFrom(verified.out());
    assertThat(document).containsEntry("proved", true).containsEntry("processed", 1);
    assertThat((List<?>) document.get("partitions"))
        .singleElement()
        .satisfies(
            each -> {
              Map<?, ?> partition = (Map<?, ?>) each;
              assertThat(partition.get("symbol")).isEqualTo("BTC/USDT");
              assertThat(partition.get("date")).isEqualTo("2025-01-06");
              assertThat(partition.get("cuts")).isEqualTo(3);
              assertThat((List<?>) partition.get("findings")).isEmpty();
              assertThat((List<?>) partition.get("notes")).hasSize(1);
            });
  }

  @Test
  void aByteThatFlippedWithoutATraceInTheDirectoryIsFound() throws IOException {
    Path file = output("orderbook");
    FileTime written = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, written);

    Ran verified = ran("verify --output out --partitions 4");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out())
        .contains("DIFFERS  demo")
        .contains(file.toString())
        .containsAnyOf(
            "computed again, byte " + bytes.length / 2 + " of " + bytes.length + " is another",
            "it is not what computing again gives: ")
        .doesNotContain("changed or replaced after the run")
        .contains("4 partitions of 4 verified, 1 not as it should be");
  }

  @Test
  void anInputThatWasWrittenAgainAfterTheRunIsFoundAndNamed() throws IOException {
    Path other = directory.resolve("lake/orderbook/" + BTC.replace("day=06", "day=07"));
    Path input = directory.resolve("lake/orderbook/" + BTC);
    try (Stream<Path> files = Files.list(other)) {
      Files.copy(files.findFirst().orElseThrow(), input.resolve("late.parquet"));
    }

    Ran verified = ran("verify --output out --symbol BTC/USDT --to 2025-01-06 --json");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(JSON.std.mapFrom(verified.out())).containsEntry("proved", false);
    assertThat(verified.out())
        .contains("\"check\" : \"inputs\"")
        .contains("the inputs are not those of the run any more: ")
        .contains("late.parquet");
  }

  @Test
  void aMissingOutputIsFound() throws IOException {
    Path file = output("bars");
    Files.delete(file);

    Ran verified = ran("verify --output out --symbol BTC/USDT --to 2025-01-06");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out())
        .contains(file + "\n      it is not there, but the ledger lists it with ");
  }

  @Test
  void nothingToVerifyIsNoProof() {
    Ran verified = ran("verify --output out --symbol XRP/USDT");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.out())
        .startsWith("Nothing to verify: the ledger in ")
        .contains("lists no processed partition of this selection; see silverbook status");
  }

  @Test
  void nothingIsChangedOrLeft() throws IOException {
    List<String> before = everything();

    assertDone(ran("verify --output out --partitions 1"));

    assertThat(everything()).isEqualTo(before);
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !file.toString().contains("_silverbook"))
          .map(file -> file + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  @Test
  void whatCannotBeDoneIsRefusedInOneLine() throws IOException {
    assertRefused("verify", "--output");
    assertRefused("verify --output nowhere", "there is no ledger in");
    assertRefused("verify --output out --partitions 0", "--partitions is 0; it must be at least 1");
    assertRefused("verify --output out --cuts -1", "--cuts is -1; it must be at least 0");
    assertRefused("verify --output s3://bucket/silver", "give --table NAME");
    Files.move(directory.resolve("lake"), directory.resolve("moved"));
    assertRefused(
        "verify --output out",
        "--input " + directory.resolve("lake/orderbook") + " does not exist; give the directory");
  }

  private void assertRefused(String line, String... words) {
    Ran refused = ran(line);
    assertThat(refused.exitCode()).as(line).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(Arrays.asList(words));
  }

  @Test
  void helpHasExamples() {
    assertThat(ran("verify --help").out())
        .contains("silverbook verify --output out\n")
        .contains("Exit code 1 when something differs");
    assertThat(ran("--help").out()).contains("  verify ");
  }

  @Test
  void whatTheConfigurationNoLongerAsksForIsNamed() throws IOException {
    Files.writeString(directory.resolve("fewer.yaml"), "outputs: [orderbook]\n");

    assertThat(ran("status --output out --config fewer.yaml").out())
        .contains("Not asked for by this configuration, deleted when")
        .contains("  demo BTC/USDT 2025-01-06  bars\n");
    assertThat(ran("status --output out").out()).doesNotContain("Not asked for");
    assertThat(ran("verify --output out --config fewer.yaml --cuts 0").out())
        .containsOnlyOnce("Note: bars are there though the configuration does not ask for them");
  }
}
