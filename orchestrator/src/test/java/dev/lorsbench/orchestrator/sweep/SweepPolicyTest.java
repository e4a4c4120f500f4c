package dev.lorsbench.orchestrator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.OpenTrial;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.search.SearchActivity;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.Moments;
import dev.lorsbench.orchestrator.testing.RecordingLedger;
import dev.lorsbench.orchestrator.trial.TrainActivity;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import dev.lorsbench.orchestrator.trial.TrialWorkflowImpl;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timeouts and repeats of what a sweep asks of others, with a clock that skips. */
@Timeout(240)
class SweepPolicyTest {
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final RecordingLedger ledger = new RecordingLedger();
  private final Moments calls = new Moments();
  private RecordingLedger.Script suggest = time -> {};

  @BeforeEach
  void start() {
    Worker control = temporal.newWorker(TaskQueues.CONTROL);
    control.registerWorkflowImplementationTypes(SweepWorkflowImpl.class, TrialWorkflowImpl.class);
    SearchActivity search =
        sweep -> {
          suggest.at(calls.count() + 1);
          return false;
        };
    control.registerActivitiesImplementations(ledger, search);
    control.registerWorkflowImplementationFactory(
        DynamicWorkflow.class,
        () ->
            whatever -> {
              Workflow.sleep(Duration.ofDays(60));
              return null;
            });
    TrainActivity trainer = trial -> calls.mark();
    temporal.newWorker(TaskQueues.TRAIN_CPU).registerActivitiesImplementations(trainer);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private static WorkflowOptions named(String id) {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.CONTROL).build();
  }

  /** Runs the sweep {@code s} to its end, one trial at once. */
  private void run() {
    temporal
        .getWorkflowClient()
        .newWorkflowStub(SweepWorkflow.class, named(SweepWorkflow.idOf("s")))
        .run("s", 1, TaskQueues.TRAIN_CPU);
    assertThat(ledger.lines()).last().isEqualTo("end s");
  }

  /** The first call is never answered: of its timeout, all but the last second is skipped. */
  private RecordingLedger.Script hangs(Duration timeout) {
    return time -> {
      calls.mark();
      if (time == 1) {
        temporal.sleep(timeout.minusSeconds(1));
        Activity.getExecutionContext().doNotCompleteOnReturn();
      }
    };
  }

  /** The first calls fail. */
  private RecordingLedger.Script fails(int times) {
    return time -> {
      calls.mark();
      if (time <= times) {
        throw new IllegalStateException("PostgreSQL is away");
      }
    };
  }

  @Test
  void aCallOfTheLedgerThatHangsIsMadeAgainAfterAMinute() {
    ledger.script("end s", hangs(Duration.ofMinutes(1)));
    run();
    calls.assertPauses(60 + 1);
  }

  @Test
  void aLedgerThatIsAwayIsAskedAgainWithPausesOfTenSecondsAtMost() {
    ledger.script("end s", fails(8));
    run();
    calls.assertPauses(1, 2, 4, 8, 10, 10, 10, 10);
  }

  @Test
  void aSearchThatHangsIsAskedAgainAfterTwoMinutes() {
    suggest = hangs(Duration.ofMinutes(2));
    run();
    calls.assertPauses(120 + 1);
  }

  @Test
  void aSearchThatFailsIsAskedAgainWithPausesOfTenSecondsAtMost() {
    suggest = fails(8);
    run();
    calls.assertPauses(1, 2, 4, 8, 10, 10, 10, 10);
  }

  /** A call in the workflow's own process takes real seconds, and none there is answered. */
  @Test
  void aNearCallThatHangsIsMadeOverTemporalAfterThreeSeconds() {
    List<Boolean> near = new CopyOnWriteArrayList<>();
    ledger.script(
        "course s",
        time -> {
          boolean local = Activity.getExecutionContext().getInfo().isLocal();
          if (time == 1 || !local) {
            calls.mark();
          }
          near.add(local);
          if (local) {
            Await.until("the call is made over Temporal", () -> near.contains(false));
          }
        });
    run();
    calls.assertPauses(3);
    assertThat(near).startsWith(true).endsWith(false);
  }

  @Test
  void aNearCallThatFailsIsMadeOverTemporalAtOnceAndThenAsAnyOther() {
    ledger.script("waiting s", fails(4));
    run();
    calls.assertPauses(0, 1, 2, 4);
  }

  @Test
  void aTrialThatAnotherSweepRunsIsLookedForEveryFiveSecondsAndTakenAMomentAfterItWasLetGo() {
    WorkflowStub others =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub("another sweep's", named(TrialWorkflow.idOf("t")));
    others.start();
    ledger.open(new OpenTrial("t", TaskQueues.TRAIN_CPU));
    ledger.script(
        "await t",
        time -> {
          calls.mark();
          if (time <= 40) {
            throw new IllegalStateException("trial t has not ended");
          }
          if (time == 42) {
            others.terminate("another sweep lets it go");
          }
        });
    run();
    int[] pauses = new int[42];
    Arrays.fill(pauses, 5);
    pauses[40] = 1; // it may be taken, and is not: the other sweep's workflow is there
    pauses[41] = 1; // it is taken
    calls.assertPauses(pauses);
    assertThat(ledger.lines())
        .containsSubsequence("await t", "await t", "end t INTERNAL: the worker recorded no result");
  }
}
