package dev.lorsbench.workers.activities;

import static dev.lorsbench.workers.activities.TrialWatch.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.Supervisor;
import dev.lorsbench.workers.process.WorkerMain;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Recorder;
import dev.lorsbench.workers.training.SmallDisk;
import dev.lorsbench.workers.training.TinyTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real worker whose data directory is a disk of 48 MiB that fills while it trains. */
@Timeout(600)
class FullDiskWorkerTest {
  @TempDir Path temp;
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.in(temp);
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void theTrialPausesAndGoesOnOnceThereIsSpaceInTheSameAttempt() throws Exception {
    DataConfig data = TinyTrial.data(temp);
    TrialSpec spec =
        TinyTrial.spec(
            data, "{steps: 150, batch: 2, size: 64, log_every: 1, checkpoint_every: 10, seed: 8}");
    try (Services services = Services.start();
        Supervisor supervisor = worker(services)) {
      TrialStore trials = new TrialStore(services.database());
      services.orchestrator().control().submit(new SweepSpec("full", 1, "tiny", List.of(spec)));
      await(trials, spec, t -> t.step() > 12);
      Trial paused = await(trials, spec, this::waitsForSpace);
      assertThat(paused.state()).isEqualTo(TrialState.RUNNING);
      Files.delete(disk.filler());
      Trial ended = await(trials, spec, t -> t.state().ended());
      assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);
      assertThat(new AttemptStore(services.database()).of(spec.id())).hasSize(1);
      assertThat(supervisor.restarts()).isZero();
      Path whole = temp.resolve("whole");
      LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
      assertThat(disk.path().resolve("trials").resolve(spec.id()).resolve("model.safetensors"))
          .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }
  }

  /** Fills what the worker's older checkpoints leave when they go, too. */
  private boolean waitsForSpace(Trial trial) {
    disk.fill();
    return trial.phase().equals("disk full");
  }

  private Supervisor worker(Services services) throws IOException {
    ChildCommand command =
        new ChildCommand(
            WorkerMain.class.getName(), List.of(), services.worker(disk.path()).environment(), 512);
    return Supervisor.start(command, 1, temp.resolve("logs"), "worker");
  }
}
