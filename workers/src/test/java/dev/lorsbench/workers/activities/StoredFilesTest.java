package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.S3Server;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.Recorder;
import dev.lorsbench.workers.training.TinyTrial;
import dev.lorsbench.workers.training.Trainer;
import dev.lorsbench.workers.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attempts whose checkpoints are in a store, each on a machine with an empty folder. */
@Timeout(300)
class StoredFilesTest {
  private static final ObjectUri ROOT = ObjectUri.parse("s3://lors/checkpoints");
  private static final LedgerPatience PATIENCE = new LedgerPatience(Duration.ofSeconds(10));

  @TempDir Path temp;
  private final Database database = TestLedger.fresh();
  private final CheckpointStore pointers = new CheckpointStore(database);
  private S3Server server;
  private ObjectStore store;
  private TrialSpec spec;
  private int attempts;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(temp.resolve("server"));
    server.bucket("lors");
    store = ObjectStore.open(server.settings());
    DataConfig data = TinyTrial.data(temp);
    spec =
        TinyTrial.spec(
            data,
            "{steps: 8, batch: 2, size: 64, warmup_steps: 2, log_every: 1, checkpoint_every: 2,"
                + " evaluate_every: 4, seed: 5}");
    order("sweep");
  }

  private void order(String sweep) {
    new SweepStore(database).create(sweep, new SweepSpec("s", 1, "tiny", List.of(spec)));
    new TrialStore(database).order(spec.id(), "run");
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
    database.close();
  }

  @Test
  void aTrialGoesOnOnAnotherMachineAndEndsWithTheSameBits() throws IOException {
    assertStopped(attempt(new Stops(5)));
    assertThat(steps()).containsExactly(4L, 5L);
    Machine second = attempt(new Stops(99));
    assertThat(second.from).isEqualTo(5);
    assertSameBitsAsOneMachine();
    assertThat(second.listener.warnings).isEmpty();
    try (Stream<Path> left = Files.walk(second.folder)) {
      assertThat(left.filter(Files::isRegularFile)).as("nothing stays on the machine").isEmpty();
    }
    assertTheStoreHoldsWhatTheLedgerPointsTo();
  }

  @Test
  void aDamagedObjectIsNamedAndTheOneBeforeIsUsed() throws IOException {
    assertStopped(attempt(new Stops(5)));
    ObjectUri json = ObjectUri.parse(pointers.newestFirst(spec.id()).get(0).path());
    Path data = server.file(json.sibling(json.name().replace(".json", ".safetensors")));
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length / 2] ^= 1;
    Files.write(data, bytes);
    Machine second = attempt(new Stops(99));
    assertThat(second.from).isEqualTo(4);
    assertThat(second.listener.warnings)
        .singleElement()
        .asString()
        .contains("step-00000005-a1.json is corrupt: CRC-32C of")
        .endsWith("using the one before it");
    assertSameBitsAsOneMachine();
    assertTheStoreHoldsWhatTheLedgerPointsTo();
  }

  @Test
  void anObjectThatIsGoneIsNamed() throws IOException {
    assertStopped(attempt(new Stops(5)));
    Files.delete(server.file(ObjectUri.parse(pointers.newestFirst(spec.id()).get(0).path())));
    Machine second = attempt(new Stops(5));
    assertThat(second.from).isEqualTo(4);
    assertThat(second.listener.warnings.get(0)).contains("is gone from s3://lors/checkpoints/");
  }

  @Test
  void aTrialThatWasGivenMoreStepsGoesOnFromTheOthersStoredCheckpoint() throws IOException {
    String constant =
        "{steps: %d, batch: 2, size: 64, warmup_steps: 0, schedule: constant, checkpoint_every: 2,"
            + " log_every: 1, seed: 6}";
    spec = TinyTrial.spec(TinyTrial.data(temp), constant.formatted(4));
    order("first");
    attempt(new Stops(99));
    List<CheckpointStore.Pointer> before = pointers.newestFirst(spec.id());
    TrialSpec first = spec;
    TrialSpec whole = TinyTrial.spec(TinyTrial.data(temp), constant.formatted(7));
    spec = first.extended("tiny", 4, 7);
    order("longer");
    assertThat(attempt(new Stops(99)).from).isEqualTo(4);
    assertThat(pointers.newestFirst(first.id())).isEqualTo(before);
    LocalRun.run(whole, temp.resolve("whole"), TinyTrial.OPTIONS, Recorder.patient());
    assertThat(server.file(ROOT.resolve("trials/" + spec.id() + "/model.safetensors")))
        .hasSameBinaryContentAs(temp.resolve("whole/model.safetensors"));
  }

  @Test
  void aServerThatGoesHoldsTheRunUntilItIsBack() throws IOException {
    Machine machine = attempt(new LosesTheServer(99));
    assertThat(machine.listener.warnings)
        .singleElement()
        .asString()
        .contains("s3://lors/checkpoints/trials/" + spec.id())
        .contains("does not answer");
    assertSameBitsAsOneMachine();
    assertTheStoreHoldsWhatTheLedgerPointsTo();
  }

  @Test
  void aRunThatIsStoppedMeanwhileKeepsItsLastCheckpoint() throws IOException {
    LosesTheServer listener = new LosesTheServer(-1);
    assertThat(attempt(listener).ended)
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CANCELLED))
        .hasMessageContaining("store away");
    server.start();
    assertThat(attempt(new Stops(99)).from).isIn(2L, 4L); // what was under way may have arrived
    assertSameBitsAsOneMachine();
    assertTheStoreHoldsWhatTheLedgerPointsTo();
  }

  @Test
  void anAttemptThatWasReplacedPointsToNothingNew() throws IOException {
    Attempt lost = begin();
    Attempt newer = begin();
    assertThatThrownBy(() -> train(lost, temp.resolve("lost"), new Stops(99)))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.WORKER_LOST));
    assertThat(pointers.newestFirst(spec.id())).isEmpty();
    train(newer, temp.resolve("newer"), new Stops(99));
    assertSameBitsAsOneMachine();
  }

  @Test
  void aWorkerWithAFolderLeavesPointersIntoAStoreAlone() throws IOException {
    assertStopped(attempt(new Stops(5)));
    List<CheckpointStore.Pointer> before = pointers.newestFirst(spec.id());
    TrialFiles folder = new FolderFiles(database, temp.resolve("folder"));
    assertThatThrownBy(() -> train(begin(), folder, new Stops(99)))
        .isInstanceOf(TrialException.class)
        .hasMessageContaining("start it with --checkpoints s3://lors");
    assertThat(pointers.newestFirst(spec.id())).isEqualTo(before);
  }

  private Attempt begin() {
    return new AttemptStore(database)
        .begin(new Turn(spec.id(), "run", ++attempts), "worker-" + attempts)
        .orElseThrow();
  }

  private static final class Machine {
    private final Path folder;
    private final Stops listener;
    private long from;
    private Throwable ended;

    Machine(Path folder, Stops listener) {
      this.folder = folder;
      this.listener = listener;
    }
  }

  private Machine attempt(Stops listener) {
    Attempt attempt = begin();
    Machine machine = new Machine(temp.resolve("machine-" + attempt.fence()), listener);
    try {
      train(attempt, machine.folder, listener);
    } catch (TrialException e) {
      machine.ended = e;
    }
    machine.from = listener.first;
    return machine;
  }

  private void train(Attempt attempt, Path folder, Stops listener) {
    train(attempt, new StoredFiles(database, folder, store, ROOT), listener);
  }

  private void train(Attempt attempt, TrialFiles files, Stops listener) {
    LedgerMetrics metrics =
        new LedgerMetrics(
            attempt, new MetricStore(database), new EvaluationStore(database), PATIENCE);
    try (Trainer trainer =
        Trainer.open(
            spec,
            TinyTrial.OPTIONS,
            files.checkpoints(attempt, spec, PATIENCE),
            metrics,
            listener)) {
      listener.first = trainer.step();
      trainer.run();
      LastWeights weights = files.weights(attempt);
      trainer.saveModel(weights.own());
      trainer.whenThereIsRoom(weights::send);
      assertThat(weights.own()).as("gone before the trial can end").doesNotExist();
      weights.publish();
      weights.forget();
    }
  }

  private static void assertStopped(Machine machine) {
    assertThat(machine.ended).hasMessageStartingWith("stopped at step");
  }

  private List<Long> steps() {
    return pointers.newestFirst(spec.id()).stream()
        .map(CheckpointStore.Pointer::step)
        .sorted()
        .toList();
  }

  private void assertSameBitsAsOneMachine() throws IOException {
    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(server.file(ROOT.resolve("trials/" + spec.id() + "/model.safetensors")))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  private void assertTheStoreHoldsWhatTheLedgerPointsTo() {
    Set<ObjectUri> pointed = new HashSet<>();
    pointed.add(ROOT.resolve("trials/" + spec.id() + "/model.safetensors"));
    for (CheckpointStore.Pointer p : pointers.newestFirst(spec.id())) {
      ObjectUri json = ObjectUri.parse(p.path());
      pointed.add(json);
      pointed.add(json.sibling(json.name().replace(".json", ".safetensors")));
    }
    // What the server was writing when it was killed is its own: a name with another ending.
    assertThat(store.list(ROOT).stream().filter(o -> o.name().matches(".*\\.(json|safetensors)")))
        .containsExactlyInAnyOrderElementsOf(pointed);
  }

  /** Stops a run after a step. */
  private static class Stops implements TrainingListener {
    private final long at;
    private final List<String> warnings = new ArrayList<>();
    private long first;
    private long step;

    Stops(long at) {
      this.at = at;
    }

    @Override
    public void progress(Progress progress, boolean logged) {
      step = progress.step();
    }

    @Override
    public void warning(String line) {
      warnings.add(line);
    }

    @Override
    public boolean cancelled() {
      return step >= at;
    }
  }

  /**
   * Ends the server after step 5, when the first checkpoint counts, and once the run waits for it
   * starts it again, or stops the run.
   */
  private final class LosesTheServer extends Stops {
    private boolean lost;
    private boolean stop;

    LosesTheServer(long at) {
      super(at < 0 ? 99 : at);
      this.stop = at < 0;
    }

    @Override
    public void progress(Progress progress, boolean logged) {
      super.progress(progress, logged);
      if (progress.step() == 5 && !lost) {
        lost = true;
        server.kill();
      }
      if (progress.phase().equals("store away") && !stop) {
        stop = true;
        try {
          server.start();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public boolean cancelled() {
      return lost && stop && !server.isAlive();
    }
  }
}
