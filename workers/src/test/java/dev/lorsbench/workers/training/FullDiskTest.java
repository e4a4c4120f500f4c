package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 48 MiB that fills in the middle of a run. */
@Timeout(120)
class FullDiskTest {
  @TempDir Path temp;
  private SmallDisk disk;
  private TrialSpec spec;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.in(temp);
    spec = TinyTrial.spec(TinyTrial.data(temp));
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void theRunWaitsAndEndsWithTheSameBitsOnceThereIsSpace() throws IOException {
    Path out = disk.path().resolve("out");
    FillsTheDisk listener = new FillsTheDisk(disk, full -> delete(disk.filler()));
    LocalRun.run(spec, out, TinyTrial.OPTIONS, listener);
    assertThat(listener.warned).startsWith("no space left to write " + out);
    assertThat(listener.waits).isPositive();

    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(Files.readAllLines(out.resolve("metrics.jsonl")))
        .hasSameSizeAs(Files.readAllLines(whole.resolve("metrics.jsonl")))
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  @Test
  void aRunThatIsStoppedWhileItWaitsKeepsItsLastCheckpoint() {
    Path out = disk.path().resolve("out");
    FillsTheDisk listener = new FillsTheDisk(disk, FillsTheDisk::stop);
    assertThatThrownBy(() -> LocalRun.run(spec, out, TinyTrial.OPTIONS, listener))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CANCELLED))
        .hasMessageContaining("while it waited (disk full)");
    delete(disk.filler());
    Checkpoints left = new Checkpoints(out.resolve("checkpoints"), spec.id());
    assertThat(left.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(3);
  }

  private static void delete(Path file) {
    assertThat(file.toFile().delete()).isTrue();
  }

  /**
   * Fills the disk once step 4 is done and the checkpoint of step 3, which is written meanwhile, is
   * whole; does something when the run waits for space.
   */
  private static final class FillsTheDisk implements TrainingListener {
    private final SmallDisk disk;
    private final Consumer<FillsTheDisk> then;
    private boolean stop;
    private String warned = "";
    private boolean filled;
    private int waits;

    FillsTheDisk(SmallDisk disk, Consumer<FillsTheDisk> then) {
      this.disk = disk;
      this.then = then;
    }

    void stop() {
      stop = true;
    }

    @Override
    public void progress(Progress progress, boolean logged) {
      if (progress.step() == 4 && !filled) {
        filled = true;
        Path third = disk.path().resolve("out/checkpoints/step-00000003.json");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(third));
        disk.fill();
      } else if (progress.phase().equals("disk full") && waits++ == 1) {
        then.accept(this);
      }
    }

    @Override
    public void warning(String line) {
      warned = line;
    }

    @Override
    public boolean cancelled() {
      return stop;
    }
  }
}
