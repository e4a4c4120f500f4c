package dev.lorsbench.orchestrator.ledger;

import dev.lorsbench.db.Course;
import dev.lorsbench.db.OpenTrial;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Light steps on the ledger, each safe to repeat. */
@ActivityInterface
public interface LedgerActivity {
  /** How the sweep is to be run now. */
  Course course(String sweep);

  /** At most {@code limit} trials of a sweep that have not ended, in the order of its file. */
  List<String> openTrials(String sweep, int limit);

  /**
   * At most {@code limit} trials of a sweep that have not ended, with the task queues that they
   * need: those that have begun, then the others in the order of its file.
   */
  List<OpenTrial> waitingTrials(String sweep, int limit);

  /**
   * Gives a trial to the run of the workflow that calls; older runs begin no attempt after this.
   *
   * @return false where the trial has ended and there is nothing to do
   */
  boolean orderTrial(String trial);

  /**
   * Ends a trial that did not succeed; one that has ended already stays as it is. So does one that
   * was queued again since, or that another run of its workflow has, where the trial's own calls.
   *
   * @param failure a {@link dev.lorsbench.experiment.Failure}'s name
   */
  void endTrial(String trial, String failure, String message);

  /** Ends a trial as cancelled, or queues it where another sweep that goes on wants it. */
  void cancelTrial(String trial);

  /** Ends a sweep whose trials have ended; false where one of them was queued again meanwhile. */
  boolean endSweep(String sweep);

  /** Cancels what is open of a sweep, and ends it. */
  void cancelSweep(String sweep);

  /**
   * Returns once nobody is at a trial any more; until then it fails, to be repeated.
   *
   * @see LedgerStub#patient()
   */
  void awaitTrial(String trial);
}
