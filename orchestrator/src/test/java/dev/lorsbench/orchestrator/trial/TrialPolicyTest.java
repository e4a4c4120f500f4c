package dev.lorsbench.orchestrator.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.testing.RecordingLedger;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timeouts and repeats of a trial, with a clock that skips to what happens next. */
@Timeout(120)
class TrialPolicyTest {
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final RecordingLedger ledger = new RecordingLedger();
  private final List<Long> beganAt = new CopyOnWriteArrayList<>();
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
          beganAt.add(temporal.currentTimeMillis());
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

  private Duration between(int one, int other) {
    return Duration.ofMillis(beganAt.get(other) - beganAt.get(one));
  }

  @Test
  void aWorkerThatIsNotHeardOfForHalfAMinuteIsLostAndTheTrialGoesToAnother() {
    script =
        trial -> {
          if (beganAt.size() == 1) {
            Activity.getExecutionContext().doNotCompleteOnReturn();
          }
        };
    run();
    assertThat(beganAt).hasSize(2);
    assertThat(between(0, 1)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
    assertThat(ledger.lines())
        .containsExactly("order t", "end t INTERNAL: the worker recorded no result");
  }

  @Test
  void aLostWorkerIsReplacedAnyNumberOfTimes() {
    script =
        trial -> {
          if (beganAt.size() <= 40) {
            throw ApplicationFailure.newFailure("gone", Failure.WORKER_LOST.name());
          }
        };
    run();
    assertThat(beganAt).hasSize(41);
    assertThat(between(0, 1)).isLessThan(Duration.ofSeconds(5));
    assertThat(between(39, 40)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void eachFailureIsRepeatedOrRecordedByItsClass(Failure failure) {
    script =
        trial -> {
          if (beganAt.size() == 1) {
            throw ApplicationFailure.newFailure("one line", failure.name());
          }
        };
    run();
    assertThat(beganAt).hasSize(failure.retryable() ? 2 : 1);
    String end =
        failure.retryable() ? "INTERNAL: the worker recorded no result" : failure + ": one line";
    assertThat(ledger.lines()).containsExactly("order t", "end t " + end);
  }

  @RepeatedTest(5)
  void aTrialCancelledAtAnyMomentBeforeAWorkerTookItIsRecordedAsCancelled() {
    WorkflowStub workflow = begin("a queue that nobody polls");
    workflow.cancel();
    // The SDK closes a workflow that was asked to stop as cancelled, whatever it returns.
    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(beganAt).isEmpty();
    assertThat(ledger.lines()).last().isEqualTo("cancel t");
  }
}
