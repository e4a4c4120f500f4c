package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.Course;
import dev.lorsbench.db.OpenTrial;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what workflows write, in words; every trial is there to be run. */
public final class RecordingLedger implements LedgerActivity {
  /** What happens at a call, before it is answered. */
  public interface Script {
    /**
     * Returns where the call is to be answered.
     *
     * @param time the how manyth call of its kind, from 1
     */
    void at(int time);
  }

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<OpenTrial> open = new CopyOnWriteArrayList<>();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  /** What was written, in order. */
  public List<String> lines() {
    return lines;
  }

  /** Lets something happen to calls of one kind, such as {@code end s} or {@code await t}. */
  public void script(String call, Script script) {
    scripts.put(call, script);
  }

  /** Lets every sweep have that trial, until it ends. */
  public void open(OpenTrial trial) {
    open.add(trial);
  }

  private void called(String call) {
    int time = calls.merge(call, 1, Integer::sum);
    scripts.getOrDefault(call, t -> {}).at(time);
  }

  @Override
  public Course course(String sweep) {
    called("course " + sweep);
    return new Course(false, 1, 3, Map.of());
  }

  @Override
  public List<String> openTrials(String sweep, int limit) {
    return List.of();
  }

  @Override
  public List<OpenTrial> waitingTrials(String sweep, int limit) {
    called("waiting " + sweep);
    return List.copyOf(open);
  }

  @Override
  public boolean orderTrial(String trial) {
    called("order " + trial);
    lines.add("order " + trial);
    return true;
  }

  @Override
  public void endTrial(String trial, String failure, String message) {
    called("end " + trial);
    open.removeIf(t -> t.id().equals(trial));
    lines.add("end " + trial + " " + failure + ": " + message);
  }

  @Override
  public void cancelTrial(String trial) {
    called("cancel " + trial);
    lines.add("cancel " + trial);
  }

  @Override
  public boolean endSweep(String sweep) {
    called("end " + sweep);
    lines.add("end " + sweep);
    return true;
  }

  @Override
  public void cancelSweep(String sweep) {
    lines.add("cancel " + sweep);
  }

  @Override
  public void awaitTrial(String trial) {
    called("await " + trial);
    lines.add("await " + trial);
  }
}
