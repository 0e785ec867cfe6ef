package dev.silverbook.command.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.features.Dataset;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.Attempts;
import dev.silverbook.pipeline.ledger.InputIdentity;
import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.ledger.Ledger.Claim;
import dev.silverbook.pipeline.ledger.Ledger.ClaimResult;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.WrittenOutput;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final PartitionId PARTITION =
      new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 8));

  @TempDir private Path directory;

  @Test
  void aLeaseOfAProcessThatIsGoneCountsAsExpired() {
    SqliteLedger gone = SqliteLedger.open(directory);
    gone.claim(claim("gone"));
    gone.close();

    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      LedgerEntry entry = ledger.read(List.of(PARTITION)).get(PARTITION);
      assertThat(entry.leasedAt(NOW.plusSeconds(1))).isFalse();
      assertThat(ledger.claim(claim("next"))).isInstanceOf(ClaimResult.Claimed.class);
    }
  }

  @Test
  void aLeaseOfAProcessThatLivesIsKept() {
    try (SqliteLedger living = SqliteLedger.open(directory);
        SqliteLedger ledger = SqliteLedger.open(directory)) {
      living.claim(claim("living"));

      assertThat(ledger.claim(claim("next"))).isInstanceOf(ClaimResult.Refused.class);
    }
  }

  @Test
  void anArrivalNotedByAnotherProcessDoesNotTakeTheLeaseOver() {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      SqliteLedger other = SqliteLedger.open(directory);
      ledger.claim(claim("mine"));
      assertThat(other.schedule(PARTITION, NOW, NOW.plusSeconds(9))).isTrue();
      other.close();

      assertThat(ledger.claim(claim("next"))).isInstanceOf(ClaimResult.Refused.class);
    }
  }

  @Test
  void entriesOutliveTheProcess() {
    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      ledger.claim(claim("first"));
    }

    try (SqliteLedger ledger = SqliteLedger.open(directory);
        Stream<LedgerEntry> entries = ledger.entries()) {
      assertThat(entries).extracting(LedgerEntry::partition).containsExactly(PARTITION);
    }
  }

  @Test
  void lockFilesOfTheDeadAreRemoved() throws IOException {
    Path owners = Files.createDirectories(directory.resolve("owners"));
    Path dead = Files.createFile(owners.resolve("4711-dead.lock"));

    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      assertThat(dead).doesNotExist();
      assertThat(locks(owners)).hasSize(1);
      assertThat(ledger.entries()).isEmpty();
    }
    assertThat(locks(owners)).isEmpty();
  }

  @Test
  void aLedgerOfAnotherVersionIsRefusedWithTheRemedy() throws SQLException {
    SqliteLedger.open(directory).close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> SqliteLedger.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has ledger version 99")
        .hasMessageContaining("--state");
  }

  @Test
  void aLedgerOfTheFirstVersionIsTakenOverWithItsOneOutput() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE partitions (exchange, symbol, date, status, fingerprint, configuration,"
              + " lease_owner, lease_until, attempts, first_failed_at, error, stats, degraded_by,"
              + " output_key, output_size, output_etag, pending_until, updated_at, run_id,"
              + " input_prefix, trades_prefix, process,"
              + " PRIMARY KEY (exchange, symbol, date)) WITHOUT ROWID");
      statement.execute(
          "INSERT INTO partitions VALUES ('binance', 'BTC~USDT', '2024-08-08', 'PROCESSED', 'f',"
              + " 'c', '', NULL, 0, NULL, NULL, '{\"rowsWritten\":7}', '[\"gaps: 1\"]',"
              + " 'exchange=binance/part-0.parquet', 12, 'e1', NULL, 1000, 'r', 'in', '', 'p')");
      statement.execute("PRAGMA user_version = 1");
    }

    try (SqliteLedger ledger = SqliteLedger.open(directory)) {
      LedgerEntry entry = ledger.read(PARTITION).orElseThrow();

      assertThat(entry.outputs())
          .containsExactly(
              new WrittenOutput(
                  Dataset.ORDERBOOK, "orderbook/exchange=binance/part-0.parquet", 12, "e1"));
      assertThat(entry.degradedBy()).containsExactly("gaps: 1");
      assertThat(entry.stats().orElseThrow().rowsWritten()).isEqualTo(7);
      assertThat(entry.attempts()).isEqualTo(Attempts.NONE);
      assertThat(ledger.unsettled()).isEmpty();
      assertThat(ledger.claim(claim("next"))).isInstanceOf(ClaimResult.Claimed.class);
      assertThat(ledger.unsettled()).hasSize(1);
    }
  }

  @Test
  void aFileThatIsNoLedgerIsRefusedWithItsName() throws IOException {
    Files.writeString(directory.resolve("ledger.db"), "not a database, but long enough to look at");

    assertThatThrownBy(() -> SqliteLedger.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.resolve("ledger.db").toString())
        .hasMessageContaining("not a database");
  }

  private static List<Path> locks(Path owners) throws IOException {
    try (Stream<Path> files = Files.list(owners)) {
      return files.filter(file -> file.toString().endsWith(".lock")).toList();
    }
  }

  private static Claim claim(String owner) {
    return new Claim(
        PARTITION,
        new InputIdentity("fingerprint", "configuration", "in/", "trades/"),
        owner,
        NOW,
        NOW.plus(Duration.ofDays(1)),
        new Ledger.Asked("run", false, false));
  }
}
