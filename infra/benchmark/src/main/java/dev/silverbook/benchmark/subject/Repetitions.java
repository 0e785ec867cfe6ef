package dev.silverbook.benchmark.subject;

/**
 * How often what is measured on a workload. A busy day takes ten times as long as an ordinary one
 * and is compiled long before its first round ends, so it is worth fewer rounds.
 *
 * @param warmUps rounds of a warm process that do not count: in the first ones of an ordinary day
 *     the compiler is still at work
 * @param warmRounds rounds of a warm process that count
 * @param launches runs of the whole command
 * @param functions processes of the worker function
 * @param messages given to each of them
 */
public record Repetitions(int warmUps, int warmRounds, int launches, int functions, int messages) {

  /** For {@code rounds} measurements of what is short. */
  public static Repetitions of(Workload workload, int rounds) {
    int half = (rounds + 1) / 2;
    return workload.name().equals(Workload.BUSY_DAY)
        ? new Repetitions(2, half, half, (rounds + 3) / 4, 2)
        : new Repetitions(5, 3 * rounds, rounds, half, 8);
  }
}
