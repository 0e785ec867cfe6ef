package dev.silverbook.pipeline.contract;

import dev.silverbook.pipeline.ledger.Ledger;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import dev.silverbook.pipeline.store.LakeStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The fakes keep the contracts of the ports they stand for. */
class InMemoryPortsTest {

  @Nested
  class Store extends LakeStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected LakeStore store() {
      return store;
    }
  }

  @Nested
  class Entries extends LedgerContract {
    private final InMemoryLedger ledger = new InMemoryLedger();

    @Override
    protected Ledger ledger() {
      return ledger;
    }
  }

  @Nested
  class Queue extends PartitionQueueContract {
    private final InMemoryQueue queue = new InMemoryQueue(new SettableClock());

    @Override
    protected PartitionQueue queue() {
      return queue;
    }

    @Override
    protected List<PartitionMessage> receiveAll() {
      List<PartitionMessage> messages = new ArrayList<>();
      Optional<InMemoryQueue.Received> next = queue.receive(Duration.ZERO);
      while (next.isPresent()) {
        messages.add(next.get().message());
        queue.delete(next.get());
        next = queue.receive(Duration.ZERO);
      }
      return messages;
    }
  }
}
