package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.S3Server;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.WorkerMain;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Recorder;
import dev.lorsbench.workers.training.TinyTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes on two machines that have nothing in common but a store. */
@Timeout(600)
class StoredWorkersTest {
  private static final ObjectUri ROOT = ObjectUri.parse("s3://lors/checkpoints");
  private static final int STEPS = 400;

  @TempDir Path temp;

  @Test
  void aKilledWorkersTrialGoesOnOnAnotherMachineAndEndsWithTheSameBits() throws IOException {
    TrialSpec spec =
        TinyTrial.spec(
            TinyTrial.data(temp),
            "{steps: %d, batch: 2, size: 64, warmup_steps: 5, log_every: 1, checkpoint_every: 20,"
                    .formatted(STEPS)
                + " evaluate_every: 200, seed: 8}");
    try (S3Server server = S3Server.start(temp.resolve("server"));
        Services services = Services.start()) {
      server.bucket("lors");
      services.orchestrator().control().submit(new SweepSpec("s", 1, "tiny", List.of(spec)));
      Process first = worker(services, server, "first");
      try {
        await(services, spec, t -> !checkpoints(services, spec).isEmpty());
      } finally {
        first.destroyForcibly().onExit().join();
      }
      Process second = worker(services, server, "second");
      try {
        Trial ended = await(services, spec, t -> t.state().ended());
        assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);
      } finally {
        second.destroyForcibly().onExit().join();
      }
      assertGoneOnWhereTheFirstStood(services, spec);
      assertSameBitsAsOneMachine(server, spec);
    }
  }

  /** A worker process on a folder of its own, which is empty. */
  private Process worker(Services services, S3Server server, String machine) throws IOException {
    Map<String, String> environment =
        new HashMap<>(services.worker(temp.resolve(machine), Optional.of(ROOT)).environment());
    environment.putAll(server.environment());
    return new ChildCommand(WorkerMain.class.getName(), List.of(), environment, 512)
        .builder(temp.resolve(machine + ".log"))
        .start();
  }

  private void assertGoneOnWhereTheFirstStood(Services services, TrialSpec spec)
      throws IOException {
    List<AttemptStore.Row> rows = new AttemptStore(services.database()).of(spec.id());
    assertThat(rows)
        .extracting(AttemptStore.Row::outcome)
        .containsExactly("SUCCEEDED", "WORKER_LOST");
    assertThat(rows.get(0).fromStep()).isPositive();
    assertThat(new MetricStore(services.database()).series(spec.id(), "loss", STEPS))
        .extracting(Metric::step)
        .containsExactly(LongStream.rangeClosed(1, STEPS).boxed().toArray(Long[]::new));
    assertThat(checkpoints(services, spec))
        .allSatisfy(p -> assertThat(p.path()).startsWith(ROOT + "/trials/" + spec.id()));
    try (Stream<Path> left = Files.walk(temp.resolve("second"))) {
      assertThat(left.filter(Files::isRegularFile)).as("nothing stays on the machine").isEmpty();
    }
  }

  private void assertSameBitsAsOneMachine(S3Server server, TrialSpec spec) throws IOException {
    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(server.file(ROOT.resolve("trials/" + spec.id() + "/model.safetensors")))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  private static List<CheckpointStore.Pointer> checkpoints(Services services, TrialSpec spec) {
    return new CheckpointStore(services.database()).newestFirst(spec.id());
  }

  private static Trial await(Services services, TrialSpec spec, Predicate<Trial> condition) {
    TrialStore trials = new TrialStore(services.database());
    return Awaitility.await()
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> trials.find(spec.id()).orElseThrow(), condition);
  }
}
