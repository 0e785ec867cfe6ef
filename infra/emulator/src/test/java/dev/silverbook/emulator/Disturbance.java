package dev.silverbook.emulator;

/** What happens to requests on their way. Called from many threads. */
@FunctionalInterface
interface Disturbance {

  /** None. */
  Disturbance NONE = request -> Step.PASS;

  /** Decides about one request. */
  Step on(ProxiedRequest request);

  /** What happens to one request. */
  sealed interface Step {

    /** Nothing. */
    Step PASS = new Pass();

    /** It goes to the endpoint, and its answer back. */
    record Pass() implements Step {}

    /** It never reaches the endpoint; this is the answer. */
    record Refuse(int status, String code) implements Step {}

    /** It never reaches the endpoint, and there is no answer; something happens instead. */
    record Drop(Runnable action) implements Step {}

    /** The endpoint has done it, and the answer is lost: the connection ends without one. */
    record LoseAnswer() implements Step {}

    /** The answer breaks off after that share of its bytes. */
    record Cut(double share) implements Step {}

    /** Something happens before the endpoint sees it. */
    record Before(Runnable action) implements Step {}

    /** Something happens after the endpoint has done it, before the answer goes back. */
    record After(Runnable action) implements Step {}
  }
}
