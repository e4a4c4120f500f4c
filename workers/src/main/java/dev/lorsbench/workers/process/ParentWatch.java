package dev.lorsbench.workers.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Ends a child with its parent. The parent holds the child's standard input open: a line {@code
 * stop} asks for an orderly end, and the end of input means that the parent is gone.
 */
public final class ParentWatch {
  static final String STOP = "stop";
  static final String SUPERVISED = "lors.supervised";

  private ParentWatch() {}

  /** Whether a supervisor started this process. */
  public static boolean supervised() {
    return Boolean.getBoolean(SUPERVISED);
  }

  /**
   * Watches from a daemon thread.
   *
   * @param stop runs on an orderly request
   * @param orphaned runs when the parent is gone
   */
  public static void start(InputStream in, Runnable stop, Runnable orphaned) {
    Thread thread = new Thread(() -> watch(in, stop, orphaned), "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(InputStream in, Runnable stop, Runnable orphaned) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(STOP)) {
          stop.run();
        }
      }
    } catch (IOException parentGone) {
      orphaned.run();
      return;
    }
    orphaned.run();
  }
}
