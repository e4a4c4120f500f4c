package dev.lorsbench.orchestrator.sweep;

import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;

/** Keeps {@code parallelism} children busy until the ledger has no open trial left. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  // A child costs about ten events; a batch keeps the history far below Temporal's 51,200.
  private static final int BATCH = 1000;

  private final LedgerActivity ledger = LedgerStub.create();
  private boolean changed = true;

  @Override
  public void run(String sweep, int parallelism, String queue) {
    Children children = new Children(ledger, parallelism, queue, this::lookAgain);
    try {
      runOpen(sweep, children);
      if (!LedgerStub.wholly(() -> ledger.endSweep(sweep))) {
        // More trials than a batch holds, or some that were queued again meanwhile.
        Workflow.continueAsNew(sweep, parallelism, queue);
      }
    } catch (TemporalFailure e) {
      if (!CancellationScope.current().isCancelRequested()) {
        throw e;
      }
      Workflow.newDetachedCancellationScope(() -> cancel(sweep, children)).run();
    }
  }

  private void runOpen(String sweep, Children children) {
    while (true) {
      if (looks(children)) {
        changed = false;
        children.add(LedgerStub.wholly(() -> ledger.openTrials(sweep, BATCH)));
      }
      children.start();
      if (children.none() && !looks(children)) {
        return;
      }
      Workflow.await(() -> looks(children) || children.canStart() || children.none());
    }
  }

  /** Past a batch the history is left to the next run, which reads the ledger afresh. */
  private boolean looks(Children children) {
    return changed && children.begun() < BATCH;
  }

  /** Children record their own ends; what had not begun ends here. */
  private void cancel(String sweep, Children children) {
    Workflow.await(children::none);
    ledger.cancelSweep(sweep);
  }

  @Override
  public void lookAgain() {
    changed = true;
  }
}
