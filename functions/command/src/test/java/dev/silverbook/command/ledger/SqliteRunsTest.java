package dev.silverbook.command.ledger;

import dev.silverbook.pipeline.contract.RunsContract;
import dev.silverbook.pipeline.runs.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRunsTest extends RunsContract {

  @TempDir private Path directory;
  private SqliteLedger ledger;

  @Override
  protected Runs empty() {
    ledger = SqliteLedger.open(directory);
    return ledger.runs();
  }

  @AfterEach
  void close() {
    ledger.close();
  }
}
