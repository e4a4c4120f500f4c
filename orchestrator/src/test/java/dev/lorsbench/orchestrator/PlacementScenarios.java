package dev.lorsbench.orchestrator;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.Await;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Where trials go, how many of a kind at once, and in which order. */
abstract class PlacementScenarios extends SteeringScenarios {
  private static SweepSpec read(String yaml) {
    return SweepSpec.parse(
        yaml, "s.yaml", Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }

  private static SweepSpec classes(String limits) {
    return read(
        """
        name: classes
        parallelism: %s
        train: {steps: 100}
        trials:
          - {name: full, model: adamixer-tiny}
          - {name: a, model: lors-tiny, train: {seed: 1}}
          - {name: b, model: lors-tiny, train: {seed: 2}, resources: gpu.1}
          - {name: c, model: lors-tiny, train: {seed: 3}, resources: gpu.1}
          - {name: d, model: lors-tiny, train: {seed: 4}, resources: gpu.1}
        """
            .formatted(limits));
  }

  private boolean begun(SweepSpec spec, int trial) {
    return platform.attempts(id(spec, trial)) > 0;
  }

  private String queue(SweepSpec spec, int trial) {
    return new AttemptStore(database).of(id(spec, trial)).get(0).worker();
  }

  @Test
  void trialsGoToWorkersOfTheirClassAndEachClassHasItsLimit() {
    SweepSpec spec = classes("{cpu: 1, gpu.1: 2}");
    Semaphore released = new Semaphore(0);
    spec.trials().forEach(t -> platform.trainer().script(t.id(), holdUntil(released)));
    String sweep = platform.control().submit(spec);
    Await.until("three run", () -> begun(spec, 0) && begun(spec, 2) && begun(spec, 3));
    assertThat(platform.sweep(sweep).parallelism()).isEqualTo(3);
    assertThat(begun(spec, 1)).as("a second one on a CPU").isFalse();
    assertThat(begun(spec, 4)).as("a third one on a GPU").isFalse();
    platform.control().steering().parallelism(sweep, 4);
    platform.control().steering().parallelism(sweep, "gpu.1", 3);
    Await.until("the class has more room", () -> begun(spec, 4));
    assertThat(begun(spec, 1)).as("a second one on a CPU").isFalse();
    released.release();
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(List.of(queue(spec, 0), queue(spec, 1))).containsOnly(TaskQueues.TRAIN_CPU);
    assertThat(List.of(queue(spec, 2), queue(spec, 3), queue(spec, 4)))
        .containsOnly(TaskQueues.TRAIN_GPU);
  }

  @Test
  void aSweepOfOneClassGoesThereWhateverTheOrchestratorsOwnQueueIs() {
    SweepSpec spec =
        read(
            """
            name: one
            parallelism: {cpu: 1, gpu.1: 2}
            resources: gpu.1
            trials:
              - {name: only, model: lors-tiny, train: {seed: 11}}
            """);
    String sweep = platform.control().submit(spec);
    assertThat(platform.ended(sweep).parallelism()).isEqualTo(2);
    assertThat(queue(spec, 0)).isEqualTo(TaskQueues.TRAIN_GPU);
  }

  @Test
  void trialsThatWaitAtARungAreLetOnOnceTheyAreAmongTheBestAndGoBeforeThoseNotBegun() {
    SweepSpec spec =
        read(
            """
            name: ladder
            train: {steps: 100, evaluate_every: 5}
            early_stopping: {rule: asha, first: 5, factor: 2, promote: true}
            trials:
              - {name: full, model: adamixer-tiny}
              - {name: a, model: lors-tiny, train: {seed: 1}}
              - {name: b, model: lors-tiny, train: {seed: 2}}
              - {name: c, model: lors-tiny, train: {seed: 3}}
              - {name: d, model: lors-tiny, train: {seed: 4}}
            """);
    spec.trials().stream()
        .filter(t -> !t.name().equals("full"))
        .forEach(t -> platform.trainer().script(t.id(), platform.evaluated(t)));
    String sweep = platform.control().submit(spec);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(
            new DecisionStore(database)
                .of(sweep, 100).stream().map(d -> d.name() + " " + d.kind()).toList())
        .containsExactly(
            "b PROMOTED", "d PAUSED", "c PAUSED", "a PROMOTED", "b PAUSED", "a PAUSED");
    assertThat(new DecisionStore(database).of(sweep, 1).get(0).reason())
        .isEqualTo(
            "asha: 0.8000 at step 5 is number 2 of 4 at the rung of 5 steps; the best 2 go on now");
    assertThat(spec.trials())
        .extracting(t -> platform.trial(t.id()).step())
        .containsExactly(10L, 10L, 10L, 5L, 5L);
    assertThat(new AttemptStore(database).of(id(spec, 1)).get(0).startedAt())
        .as("a goes on before c begins")
        .isBefore(new AttemptStore(database).of(id(spec, 3)).get(0).startedAt());
    assertExactMetrics(id(spec, 1));
    assertExactMetrics(id(spec, 2));
  }
}
