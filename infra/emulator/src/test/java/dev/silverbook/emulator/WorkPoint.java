package dev.silverbook.emulator;

import java.util.concurrent.atomic.AtomicInteger;

/** A point in the work of a worker, seen from outside by a request. */
enum WorkPoint {
  BEFORE_CLAIM("dynamodb:UpdateItem", 1, false),
  AFTER_CLAIM("dynamodb:UpdateItem", 1, true),
  FIRST_READ("s3:GET", 1, false),
  LATER_READ("s3:GET", 5, true),
  BEFORE_OUTPUT("s3:PUT", 1, false),
  AFTER_OUTPUT("s3:PUT", 1, true),
  BEFORE_COMMIT("dynamodb:UpdateItem", 2, false),
  AFTER_COMMIT("dynamodb:UpdateItem", 2, true);

  private final String request;
  private final int number;
  private final boolean done;

  WorkPoint(String request, int number, boolean done) {
    this.request = request;
    this.number = number;
    this.done = done;
  }

  /** Does something when a worker is there, the first time only. */
  Disturbance once(String partition, Runnable action) {
    AtomicInteger seen = new AtomicInteger();
    return request -> {
      if (request.name().equals(this.request)
          && request.mentions(partition)
          && seen.incrementAndGet() == number) {
        return done ? new Disturbance.Step.After(action) : new Disturbance.Step.Drop(action);
      }
      return Disturbance.Step.PASS;
    };
  }
}
