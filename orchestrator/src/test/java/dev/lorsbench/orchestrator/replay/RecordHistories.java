package dev.lorsbench.orchestrator.replay;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.failure;
import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        TemporalConnection connection = TemporalConnection.open(server.target(), "default");
        Database database = TestLedger.fresh();
        Platform running = new Platform(server.target(), database)) {
      temporal = connection;
      platform = running;
      succeeded();
      failedAndRetried();
      cancelled();
      shared();
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

  private void save(String name, String workflow) {
    Path file = Path.of(System.getProperty("lors.histories"), name + ".json");
    Await.until(
        workflow + " has closed",
        () -> temporal.client().newUntypedWorkflowStub(workflow).describe().getCloseTime() != null);
    try {
      Files.createDirectories(file.getParent());
      String json = temporal.client().fetchHistory(workflow).toJson(true);
      // Which machine recorded it matters to nobody.
      Files.writeString(file, json.replaceAll("\\d+@[^\":]+", "recorder") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
