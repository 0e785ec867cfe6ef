package dev.silverbook.command.run;

import dev.silverbook.pipeline.contract.PartitionQueueContract;
import dev.silverbook.pipeline.contract.SettableClock;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

final class InProcessQueueContractTest extends PartitionQueueContract {

  private InProcessQueue queue;

  @BeforeEach
  void create() {
    queue = new InProcessQueue(new SettableClock());
  }

  @Override
  protected PartitionQueue queue() {
    return queue;
  }

  @Override
  protected List<PartitionMessage> receiveAll() {
    List<PartitionMessage> messages = new ArrayList<>();
    Optional<InProcessQueue.Received> received = queue.poll();
    while (received.isPresent()) {
      messages.add(received.get().message());
      queue.done(received.get());
      received = queue.poll();
    }
    return messages;
  }
}
