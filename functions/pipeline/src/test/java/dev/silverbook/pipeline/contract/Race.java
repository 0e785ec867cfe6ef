package dev.silverbook.pipeline.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several threads that start one thing at the same moment. */
public final class Race {

  private Race() {}

  /** Runs {@code step} once per racer, all released together; the results in racers' order. */
  public static <T> List<T> of(int racers, IntFunction<T> step) {
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> futures = new ArrayList<>();
      for (int racer = 0; racer < racers; racer++) {
        int number = racer;
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return step.apply(number);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while racing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a racer failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
