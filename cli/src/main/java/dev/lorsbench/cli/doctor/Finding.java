package dev.lorsbench.cli.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at, in a word or two
 * @param found what there is
 * @param advice what to do; empty where all is well
 */
record Finding(String check, Verdict verdict, String found, String advice) {
  /** How much a finding matters. */
  enum Verdict {
    /** In order. */
    OK,
    /** Works, and may surprise. */
    WARNING,
    /** Does not work. */
    PROBLEM
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Verdict.OK, found, "");
  }

  static Finding warning(String check, String found, String advice) {
    return new Finding(check, Verdict.WARNING, found, advice);
  }

  static Finding problem(String check, String found, String advice) {
    return new Finding(check, Verdict.PROBLEM, found, advice);
  }
}
