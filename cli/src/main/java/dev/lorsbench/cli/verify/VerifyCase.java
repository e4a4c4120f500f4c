package dev.lorsbench.cli.verify;

import java.io.IOException;

/**
 * One case to run.
 *
 * @param name its path below the folder that is verified, without the extension
 * @param kind what is checked, as in {@link Kinds}
 */
record VerifyCase(String name, String kind, Check check) {
  /** A case that cannot be run, and why. */
  static VerifyCase broken(String name, String reason) {
    return new VerifyCase(name, "unknown", measured -> measured.fail(reason));
  }

  Verdict run() {
    long start = System.nanoTime();
    Measurements measured = new Measurements();
    try {
      check.run(measured);
      if (measured.deviations().isEmpty()) {
        measured.fail("nothing was compared");
      }
    } catch (NumberFormatException | UnsupportedOperationException e) {
      // What Gson throws where a number, text or list should stand and something else does.
      measured.fail("a value of the case has the wrong type: " + e.getMessage());
    } catch (IOException | RuntimeException | LinkageError e) {
      measured.fail(e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Verdict(name, kind, measured.deviations(), measured.failures(), seconds);
  }
}
