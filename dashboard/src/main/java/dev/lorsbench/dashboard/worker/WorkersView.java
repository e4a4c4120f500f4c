package dev.lorsbench.dashboard.worker;

import dev.lorsbench.db.Workforce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page of workers shows.
 *
 * @param version of this program, which workers should have too
 */
public record WorkersView(List<Workforce.Member> members, String version) {
  /** As {@code 2 working, 1 idle, 1 lost within a day}. */
  public String words() {
    List<String> words = new ArrayList<>();
    add(words, Workforce.State.WORKING, "working");
    add(words, Workforce.State.IDLE, "idle");
    add(words, Workforce.State.DRAINING, "draining");
    add(words, Workforce.State.LOST, "lost within a day");
    return String.join(", ", words);
  }

  private void add(List<String> words, Workforce.State state, String name) {
    long count = members.stream().filter(m -> m.state() == state).count();
    if (count > 0) {
      words.add(count + " " + name);
    }
  }

  /** Whether it lives and is of another version than this program. */
  public boolean skewed(Workforce.Member m) {
    return m.alive() && !m.row().version().equals(version);
  }

  /** The process and its slot, as {@code gpu:1, process 4711}. */
  public static String place(Workforce.Member m) {
    String process = "process " + m.row().pid();
    return m.row().slot().isEmpty() ? process : m.row().slot() + ", " + process;
  }

  /** What it does, in a word, beside a trial. */
  public static String doing(Workforce.Member m) {
    return switch (m.state()) {
      case LOST -> "was at it when it was lost";
      case DRAINING -> "gives it back after this step";
      case WORKING, IDLE -> m.work().phase();
    };
  }

  /** A data set as people call it: the last name of its folder, else its fingerprint. */
  public static String name(Workforce.DataSet set) {
    Path last = set.folder() == null ? null : Path.of(set.folder()).getFileName();
    return last == null ? set.fingerprint() : last.toString();
  }
}
