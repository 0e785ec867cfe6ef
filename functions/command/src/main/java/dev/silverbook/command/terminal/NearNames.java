package dev.silverbook.command.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that were probably meant by others that do not exist. */
public final class NearNames {

  private static final int NAMED = 5;

  /** So many letters may differ in a name of a length. */
  private static final int LETTERS_A_DIFFERENCE = 4;

  private NearNames() {}

  /**
   * What to try instead of names that are not there.
   *
   * @param option that takes them
   * @param given as people write them
   * @param there what exists
   * @return {@code Did you mean --symbol BTC/USDT?} and a line break; empty when nothing is near
   */
  public static String hint(String option, Collection<String> given, Collection<String> there) {
    List<String> near =
        given.stream()
            .filter(name -> !there.contains(name))
            .flatMap(name -> nearest(name, there).stream())
            .distinct()
            .sorted()
            .limit(NAMED)
            .toList();
    return near.isEmpty() ? "" : "Did you mean " + option + " " + String.join(",", near) + "?\n";
  }

  /** A few names, those that are near first, and how many more there are. */
  public static String some(Collection<String> given, Collection<String> there) {
    List<String> first =
        there.stream()
            .sorted(
                Comparator.comparing(
                    (String name) ->
                        given.stream()
                            .mapToInt(other -> difference(letters(other), letters(name)))
                            .min()
                            .orElse(0)))
            .limit(NAMED)
            .toList();
    return String.join(", ", first)
        + (there.size() > NAMED ? " and " + (there.size() - NAMED) + " more" : "");
  }

  private static Optional<String> nearest(String name, Collection<String> there) {
    String wanted = letters(name);
    return there.stream()
        .filter(other -> near(wanted, letters(other)))
        .min(Comparator.comparing((String other) -> difference(wanted, letters(other))));
  }

  private static boolean near(String wanted, String other) {
    // A base without its quote, or a market with more said about it.
    boolean part = wanted.length() >= 3 && (other.startsWith(wanted) || wanted.startsWith(other));
    return part
        || difference(wanted, other)
            <= Math.max(1, Math.min(wanted.length(), other.length()) / LETTERS_A_DIFFERENCE);
  }

  /** What is left where recorders differ: case, and what stands between the parts. */
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Letters to put in, take out or replace. */
  private static int difference(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
