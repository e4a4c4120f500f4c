package dev.lorsbench.orchestrator.replay;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.failure;
import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.search.SweepFile;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.SearchedSweeps;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records histories on a real Temporal server: {@code make histories}. Those that a release
 * recorded stay; a change of workflow code adds to them under a new prefix.
 */
@EnabledIfSystemProperty(named = "lors.histories", matches = ".+")
class RecordHistories {
  @TempDir Path folder;
  private Platform platform;
  private TemporalConnection temporal;

  @Test
  void record() {
    try (TemporalServer server =
            TemporalServer.real(
                TemporalServer.program().orElseThrow(), folder.resolve("temporal.db"));
        TemporalConnection connection =
            TemporalConnection.open(TemporalConfig.plain(server.target()));
        Database database = TestLedger.fresh();
        Platform running = new Platform(server.target(), database)) {
      temporal = connection;
      platform = running;
      succeeded();
      failedAndRetried();
      cancelled();
      shared();
      searched();
      steered();
      letOn();
      extended();
    }
  }

  private void succeeded() {
    SweepSpec spec = TestSweeps.of(4, 2);
    String sweep = platform.control().submit(spec);
    platform.ended(sweep);
    save("sweep-succeeded", "sweep-" + sweep);
    save("trial-succeeded", "trial-" + spec.trials().get(1).id());
  }

  private void failedAndRetried() {
    SweepSpec spec = TestSweeps.of(2, 2);
    String failing = spec.trials().get(1).id();
    Semaphore released = new Semaphore(0);
    platform.trainer().script(spec.trials().get(0).id(), holdUntil(released));
    platform
        .trainer()
        .script(
            failing,
            (attempt, step) -> {
              throw failure(Failure.DIVERGED, "the loss is NaN at step 1");
            });
    String sweep = platform.control().submit(spec);
    Await.until("it failed", () -> platform.trial(failing).state() == TrialState.FAILED);
    platform.control().retryTrial(failing);
    Await.until("it failed again", () -> platform.attempts(failing) == 2);
    released.release();
    platform.ended(sweep);
    save("sweep-retried", "sweep-" + sweep);
    save("trial-failed", "trial-" + failing);
  }

  private void cancelled() {
    SweepSpec spec = TestSweeps.of(3, 1);
    platform.trainer().script(spec.trials().get(0).id(), holdUntil(new Semaphore(0)));
    String sweep = platform.control().submit(spec);
    platform.begun(spec.trials().get(0).id());
    platform.control().cancelSweep(sweep);
    platform.ended(sweep);
    save("sweep-cancelled", "sweep-" + sweep);
    save("trial-cancelled", "trial-" + spec.trials().get(0).id());
  }

  private void shared() {
    SweepSpec spec = TestSweeps.of(1, 1);
    String trial = spec.trials().get(0).id();
    Semaphore released = new Semaphore(0);
    platform.trainer().script(trial, holdUntil(released));
    String first = platform.control().submit(spec);
    platform.begun(trial);
    String second = platform.control().submit(spec);
    platform.control().cancelSweep(first);
    platform.ended(first);
    released.release();
    platform.ended(second);
    save("sweep-shared-first", "sweep-" + first);
    save("sweep-shared-second", "sweep-" + second);
  }

  private void searched() {
    String sweep = platform.control().submit(SearchedSweeps.of(6));
    platform.ended(sweep);
    save("sweep-searched", "sweep-" + sweep);
  }

  private void steered() {
    SweepSpec spec = TestSweeps.of(3, 1);
    Semaphore released = new Semaphore(0);
    platform.trainer().script(spec.trials().get(0).id(), holdUntil(released));
    String sweep = platform.control().submit(spec);
    platform.begun(spec.trials().get(0).id());
    platform.control().steering().parallelism(sweep, 2);
    platform.begun(spec.trials().get(1).id());
    String paused = runOf("sweep-" + sweep);
    platform.control().steering().pause(sweep);
    Await.until(
        "it waits", () -> platform.trial(spec.trials().get(0).id()).state() == TrialState.QUEUED);
    released.release();
    platform.control().steering().priority(sweep, 1);
    platform.control().steering().resume(sweep);
    platform.ended(sweep);
    save("sweep-paused", "sweep-" + sweep, paused);
    save("sweep-steered", "sweep-" + sweep);
    save("trial-given-back-and-done", "trial-" + spec.trials().get(0).id());
  }

  /** A trial waits at a rung until another one has come there that is worse. */
  private void letOn() {
    String yaml =
        """
        name: ladder
        train: {steps: 100, evaluate_every: 5}
        early_stopping: {rule: asha, first: 5, factor: 2, promote: true}
        trials:
          - {name: a, model: lors-tiny, train: {seed: 1}}
          - {name: b, model: lors-tiny, train: {seed: 2}, resources: gpu.1}
        """;
    DataConfig data = DataConfig.folder("/data").withFingerprint("ladder");
    SweepSpec spec = SweepFile.read(yaml, "s", Optional.of(data));
    spec.trials().forEach(t -> platform.trainer().script(t.id(), platform.evaluated(t)));
    String sweep = platform.control().submit(spec);
    platform.ended(sweep);
    save("sweep-let-on", "sweep-" + sweep);
  }

  private void extended() {
    SweepSpec spec = TestSweeps.of(2, 1);
    Semaphore released = new Semaphore(0);
    platform.trainer().script(spec.trials().get(1).id(), holdUntil(released));
    String sweep = platform.control().submit(spec);
    platform.begun(spec.trials().get(1).id());
    platform.control().steering().extend(spec.trials().get(0).id(), 200);
    released.release();
    platform.ended(sweep);
    save("sweep-extended", "sweep-" + sweep);
  }

  /** Histories of this release's code. */
  private static final String RELEASE = "afresh-";

  private String runOf(String workflow) {
    return temporal.client().newUntypedWorkflowStub(workflow).describe().getExecution().getRunId();
  }

  private void save(String name, String workflow) {
    save(name, workflow, runOf(workflow));
  }

  private void save(String name, String workflow, String run) {
    Path file = Path.of(System.getProperty("lors.histories"), RELEASE + name + ".json");
    Await.until(
        workflow + " has closed",
        () -> temporal.client().newUntypedWorkflowStub(workflow).describe().getCloseTime() != null);
    try {
      Files.createDirectories(file.getParent());
      String json = temporal.client().fetchHistory(workflow, run).toJson(true);
      // Which machine recorded it matters to nobody.
      Files.writeString(file, json.replaceAll("\\d+@[^\":]+", "recorder") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
