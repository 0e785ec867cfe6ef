package dev.silverbook.aws;

import java.util.ArrayList;
import java.util.List;

/** Does not wait, and remembers that it was asked to. */
final class RecordedPauses implements Backoff {

  private final List<Integer> pauses = new ArrayList<>();

  @Override
  public synchronized void pause(int failures) {
    pauses.add(failures);
  }

  synchronized List<Integer> failures() {
    return List.copyOf(pauses);
  }
}
