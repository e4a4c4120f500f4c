package dev.lorsbench.cli.chaos;

import java.io.IOException;

/**
 * One kind of fault.
 *
 * @param name what it is, and of what
 */
record Fault(String name, Act act) {
  /** Makes it happen; returns when it is over, its damage not. */
  interface Act {
    void happen() throws IOException, InterruptedException;
  }
}
