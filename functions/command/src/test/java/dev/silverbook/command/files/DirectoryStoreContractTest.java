package dev.silverbook.command.files;

import dev.silverbook.pipeline.contract.LakeStoreContract;
import dev.silverbook.pipeline.store.LakeStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreContractTest extends LakeStoreContract {

  @TempDir private Path directory;
  private DirectoryStore store;

  @BeforeEach
  void open() {
    store = new DirectoryStore(directory.resolve("lake"));
  }

  @Override
  protected LakeStore store() {
    return store;
  }
}
