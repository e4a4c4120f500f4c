package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what workflows write, in words; every trial is there to be run. */
public final class RecordingLedger implements LedgerActivity {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** What was written, in order. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public List<String> openTrials(String sweep, int limit) {
    return List.of();
  }

  @Override
  public boolean orderTrial(String trial) {
    lines.add("order " + trial);
    return true;
  }

  @Override
  public void endTrial(String trial, String failure, String message) {
    lines.add("end " + trial + " " + failure + ": " + message);
  }

  @Override
  public void cancelTrial(String trial) {
    lines.add("cancel " + trial);
  }

  @Override
  public boolean endSweep(String sweep) {
    lines.add("end " + sweep);
    return true;
  }

  @Override
  public void cancelSweep(String sweep) {
    lines.add("cancel " + sweep);
  }

  @Override
  public void awaitTrial(String trial) {
    lines.add("await " + trial);
  }
}
