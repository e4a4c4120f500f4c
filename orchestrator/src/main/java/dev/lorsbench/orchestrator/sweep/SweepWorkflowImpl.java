package dev.lorsbench.orchestrator.sweep;

import dev.lorsbench.db.Course;
import dev.lorsbench.db.OpenTrial;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;

/** Keeps {@code parallelism} children busy until the ledger has no open trial left. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  // A child costs about ten events; a batch keeps the history far below Temporal's 51,200.
  private static final int BATCH = 1000;
  private static final int USUAL_PRIORITY = 3;
  // Histories from before a sweep could be paused hold no question for its course; those of the
  // first version hold an activity for each look at the ledger.
  private static final String STEERED = "steered";
  private static final int NEAR = 2;

  private final LedgerActivity ledger = LedgerStub.create();
  private final Searching search = new Searching();
  private final int batch;
  private boolean changed = true;

  /** Batches as large as a history bears. */
  public SweepWorkflowImpl() {
    this(BATCH);
  }

  /** Goes on as new after {@code batch} trials. */
  SweepWorkflowImpl(int batch) {
    this.batch = batch;
  }

  @Override
  public void run(String sweep, int parallelism, String queue) {
    Course first = new Course(false, parallelism, USUAL_PRIORITY, Map.of());
    Children children = new Children(ledger, first, this::lookAgain, this::closed);
    try {
      runOpen(sweep, queue, children);
      if (children.stopped() || !LedgerStub.wholly(() -> ledger.endSweep(sweep))) {
        // A pause, more trials than a batch holds, or some that were queued again meanwhile.
        Workflow.continueAsNew(sweep, parallelism, queue);
      }
    } catch (TemporalFailure e) {
      if (!CancellationScope.current().isCancelRequested()) {
        throw e;
      }
      Workflow.newDetachedCancellationScope(() -> cancel(sweep, children)).run();
    }
  }

  private void runOpen(String sweep, String queue, Children children) {
    int version = Workflow.getVersion(STEERED, Workflow.DEFAULT_VERSION, NEAR);
    boolean steered = version > 0;
    while (true) {
      if (changed && (steered || room(children))) {
        changed = false;
        look(sweep, queue, children, version);
      }
      children.start();
      boolean looks = changed && (steered || room(children));
      if (children.stopped() || children.none() && !children.paused() && !looks) {
        return;
      }
      Workflow.await(
          () ->
              changed && (steered || room(children))
                  || children.canStart()
                  || children.stopped()
                  || children.none() && !children.paused());
    }
  }

  private void look(String sweep, String queue, Children children, int version) {
    if (version >= NEAR) {
      lookNear(sweep, children);
      return;
    }
    if (version > 0) {
      children.follow(LedgerStub.wholly(() -> ledger.course(sweep)));
    }
    if (room(children)) {
      search.suggest(sweep);
      List<String> open = LedgerStub.wholly(() -> ledger.openTrials(sweep, batch));
      children.add(open.stream().map(t -> new OpenTrial(t, queue)).toList());
    }
  }

  private void lookNear(String sweep, Children children) {
    Course course = LedgerStub.near(l -> l.course(sweep));
    children.follow(course);
    if (room(children)) {
      search.suggest(sweep);
      // A search is asked again whenever a trial ends, and so needs no more than what may run.
      int most = search.goesOn() ? Math.min(batch, 4 * course.parallelism()) : batch;
      children.addInOrder(LedgerStub.near(l -> l.waitingTrials(sweep, most)));
    }
  }

  /** Past a batch the history is left to the next run, which reads the ledger afresh. */
  private boolean room(Children children) {
    return children.begun() < batch;
  }

  /** Children record their own ends; what had not begun ends here. */
  private void cancel(String sweep, Children children) {
    Workflow.await(children::none);
    ledger.cancelSweep(sweep);
  }

  /** A search may know more than it did, and has room for one more. */
  private void closed() {
    changed |= search.goesOn();
  }

  @Override
  public void lookAgain() {
    changed = true;
  }
}
