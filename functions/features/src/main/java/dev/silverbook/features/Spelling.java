package dev.silverbook.features;

import java.util.Collection;
import java.util.Optional;

/** What was probably meant by a word that is none of those known. */
public final class Spelling {

  private Spelling() {}

  /**
   * The known word that is closest.
   *
   * @return empty when none is so close that the other is likely a slip
   */
  public static Optional<String> closest(String word, Collection<String> known) {
    String closest = null;
    for (String candidate : known) {
      if (closest == null || distance(word, candidate) < distance(word, closest)) {
        closest = candidate;
      }
    }
    // A third of the letters wrong is a slip; more is another word.
    return closest != null
            && 3 * distance(word, closest) <= Math.max(word.length(), closest.length())
        ? Optional.of(closest)
        : Optional.empty();
  }

  /** How many letters to insert, delete, replace or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[other.length()];
  }
}
