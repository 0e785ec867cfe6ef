package dev.silverbook.lake;

/** A sum whose rounding error does not grow with the number of terms (Neumaier 1974). */
public final class CompensatedSum {

  private double sum;
  private double lost;

  /** Nothing summed yet. */
  public CompensatedSum() {}

  /** Adds a term. */
  public void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  /** The sum of all terms. */
  public double value() {
    return sum + lost;
  }
}
