package dev.lorsbench.cli.fetch;

import java.io.IOException;

/** A download that another try would not mend. */
final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  Refused(String oneLine) {
    super(oneLine);
  }
}
