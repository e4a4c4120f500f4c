package dev.lorsbench.cli.verify;

import java.io.IOException;

/** Runs one case and measures what came out. What it throws fails the case, in one line. */
@FunctionalInterface
interface Check {
  void run(Measurements measured) throws IOException;
}
