package dev.silverbook.pipeline.work;

import java.util.function.Supplier;

/** Hears of every step through a port, before it takes effect and after; may break it. */
interface Steps {

  void before(String step);

  void after(String step);

  /** Takes a step. */
  default <T> T take(String step, Supplier<T> effect) {
    before(step);
    T result = effect.get();
    after(step);
    return result;
  }

  /** Does something once, right before the first step of that name takes effect. */
  static Steps onceBefore(String name, Runnable action) {
    return new Steps() {
      private boolean done;

      @Override
      public void before(String step) {
        if (!done && step.equals(name)) {
          done = true;
          action.run();
        }
      }

      @Override
      public void after(String step) {}
    };
  }
}
