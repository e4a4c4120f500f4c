package dev.lorsbench.experiment;

import dev.lorsbench.files.Printable;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** What an unknown word is told: the nearest one that is known, and all of them. */
  public static String unknown(String what, String given, Collection<String> known) {
    return "unknown "
        + what
        + " "
        + Printable.quote(given)
        + find(given, known).map(n -> "; did you mean " + n + "?").orElse("")
        + " (known: "
        + String.join(", ", known)
        + ")";
  }

  /** The known word that was probably meant, if one is near. */
  public static Optional<String> find(String given, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(given, k)))
        .filter(k -> distance(given, k) <= Math.max(2, k.length() / 2));
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
