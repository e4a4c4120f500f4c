package dev.lorsbench.orchestrator.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.testing.Moments;
import dev.lorsbench.orchestrator.testing.RecordingLedger;
import io.temporal.activity.Activity;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timeouts and repeats of a trial, with a clock that skips to what happens next. */
@Timeout(240)
class TrialPolicyTest {
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final RecordingLedger ledger = new RecordingLedger();
  private final Moments began = new Moments();
  private TrainActivity script = trial -> {};

  @BeforeEach
  void start() {
    temporal
        .newWorker(TaskQueues.CONTROL)
        .registerWorkflowImplementationTypes(TrialWorkflowImpl.class);
    temporal
        .getWorkerFactory()
        .getWorker(TaskQueues.CONTROL)
        .registerActivitiesImplementations(ledger);
    TrainActivity timed =
        trial -> {
          began.mark();
          script.train(trial);
        };
    temporal.newWorker(TaskQueues.TRAIN_CPU).registerActivitiesImplementations(timed);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private WorkflowStub begin(String queue) {
    TrialWorkflow workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                TrialWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(TrialWorkflow.idOf("t"))
                    .setTaskQueue(TaskQueues.CONTROL)
                    .build());
    WorkflowClient.start(workflow::run, "t", queue);
    return WorkflowStub.fromTyped(workflow);
  }

  private void run() {
    begin(TaskQueues.TRAIN_CPU).getResult(Void.class);
  }

  @Test
  void aWorkerThatIsNotHeardOfForHalfAMinuteIsLostAndTheTrialGoesToAnother() {
    script =
        trial -> {
          if (began.count() == 1) {
            temporal.sleep(Duration.ofSeconds(29)); // skipped; the last second passes
            Activity.getExecutionContext().doNotCompleteOnReturn();
          }
        };
    run();
    assertThat(began.count()).isEqualTo(2);
    began.assertPause(0, Duration.ofSeconds(30));
    assertThat(ledger.lines())
        .containsExactly("order t", "end t INTERNAL: the worker recorded no result");
  }

  @Test
  void aLostWorkerIsReplacedAnyNumberOfTimes() {
    script =
        trial -> {
          if (began.count() <= 40) {
            throw ApplicationFailure.newFailure("gone", Failure.WORKER_LOST.name());
          }
        };
    run();
    assertThat(began.count()).isEqualTo(41);
    began.assertPause(0, Duration.ofSeconds(1));
    began.assertPause(39, Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void eachFailureIsRepeatedOrRecordedByItsClass(Failure failure) {
    script =
        trial -> {
          if (began.count() == 1) {
            throw AttemptFailure.of(failure, "one line", null);
          }
        };
    run();
    assertThat(began.count()).isEqualTo(failure.retryable() ? 2 : 1);
    if (failure.retryable()) {
      began.assertPause(0, failure.pause().orElse(Duration.ofSeconds(1)));
    }
    String end =
        failure.retryable() ? "INTERNAL: the worker recorded no result" : failure + ": one line";
    assertThat(ledger.lines()).containsExactly("order t", "end t " + end);
  }

  /** Skipping sixty days would take a heartbeat for each half minute of them. */
  @Test
  void theServerIsToldThatAnAttemptMayTakeSixtyDays() {
    run();
    ActivityTaskScheduledEventAttributes asked =
        temporal.getWorkflowClient().fetchHistory(TrialWorkflow.idOf("t")).getEvents().stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
            .filter(a -> a.getTaskQueue().getName().equals(TaskQueues.TRAIN_CPU))
            .findFirst()
            .orElseThrow();
    assertThat(asked.getStartToCloseTimeout().getSeconds())
        .isEqualTo(Duration.ofDays(60).toSeconds());
    assertThat(asked.getHeartbeatTimeout().getSeconds()).isEqualTo(30);
  }

  @Test
  void memoryThatRanOutForGoodIsNotTriedAgain() {
    script =
        trial -> {
          throw AttemptFailure.last(Failure.OUT_OF_MEMORY, "one line", null);
        };
    run();
    assertThat(began.count()).isEqualTo(1);
    assertThat(ledger.lines()).containsExactly("order t", "end t OUT_OF_MEMORY: one line");
  }

  @RepeatedTest(5)
  void aTrialCancelledAtAnyMomentBeforeAWorkerTookItIsRecordedAsCancelled() {
    WorkflowStub workflow = begin("a queue that nobody polls");
    workflow.cancel();
    // The SDK closes a workflow that was asked to stop as cancelled, whatever it returns.
    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(began.count()).isZero();
    assertThat(ledger.lines()).last().isEqualTo("cancel t");
  }
}
