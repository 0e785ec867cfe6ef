package dev.silverbook.command.ledger;

import dev.silverbook.pipeline.contract.LedgerContract;
import dev.silverbook.pipeline.ledger.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerContractTest extends LedgerContract {

  @TempDir private Path directory;
  private SqliteLedger ledger;
  private SqliteLedger another;

  @BeforeEach
  void open() {
    ledger = SqliteLedger.open(directory);
    another = SqliteLedger.open(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
    another.close();
  }

  @Override
  protected Ledger ledger() {
    return ledger;
  }

  @Override
  protected Ledger seenByAnother() {
    return another;
  }
}
