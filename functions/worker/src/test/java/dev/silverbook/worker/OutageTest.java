package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.aws.standin.Events;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.store.LakeStore;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message as its queue delivers it, again and again, while a service is down. */
class OutageTest {

  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";
  private static final String ID = "e2e7c900-30d8-e1b3-0495-5585c9a1767e";

  /** As the template's queues have it. */
  private static final int MAX_RECEIVES = 20;

  private final WorkerBench bench = new WorkerBench();

  /** The bench's order books, where calls of that name fail until then. */
  private LakeStore downUntil(Instant end, String call, FailureReason reason) {
    return (LakeStore)
        Proxy.newProxyInstance(
            LakeStore.class.getClassLoader(),
            new Class<?>[] {LakeStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(call) && bench.clock.instant().isBefore(end)) {
                throw new StoreException(reason, null, "down", null);
              }
              try {
                return method.invoke(bench.orderBooks, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static String received(int times) throws IOException {
    return Events.read("worker/one.json")
        .replace(
            "\"ApproximateReceiveCount\": \"1\"", "\"ApproximateReceiveCount\": \"" + times + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "8, objects, STORE_UNAVAILABLE",
    "8, openAll, STORE_UNAVAILABLE",
    "8, openAll, THROTTLED",
    "150, objects, STORE_UNAVAILABLE"
  })
  void anOutageEndsInAResultWithoutAnybodysHelp(int minutes, String call, FailureReason reason)
      throws IOException {
    Instant end = bench.clock.instant().plus(Duration.ofMinutes(minutes));
    WorkerHandler worker =
        bench.worker(bench.partitionWorker(downUntil(end, call, reason))::handle, MAX_RECEIVES);
    List<String> answers = new ArrayList<>();

    while (!answers.contains(NO_FAILURES)) {
      answers.add(Events.invoke(worker, received(answers.size() + 1), WorkerBench.CONTEXT));
      if (!answers.contains(NO_FAILURES)) {
        bench.clock.advance(bench.queue.hidden.get(ID));
      }
    }

    assertThat(bench.entry(WorkerBench.BTC).status()).contains(LedgerStatus.PROCESSED);
    assertThat(bench.endings().subList(0, answers.size() - 1)).containsOnly("RETRYING");
    assertThat(answers).hasSizeBetween(2, MAX_RECEIVES);
    assertThat(Duration.between(end, bench.clock.instant()))
        .as("how long after the end of the outage")
        .isLessThanOrEqualTo(Duration.ofMinutes(15));
  }
}
