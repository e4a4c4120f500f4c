package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 48 MiB that fills in the middle of a run. */
@Timeout(120)
class FullDiskTest {
  @TempDir Path temp;
  private Path disk;
  private TrialSpec spec;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString()),
        "this user may not mount a tmpfs, so no disk can be filled");
    spec = TinyTrial.spec(TinyTrial.data(temp));
  }

  @AfterEach
  void unmount() throws Exception {
    done("umount", "--lazy", disk.toString()); // mapped tensors may still be open
  }

  @Test
  void theRunWaitsAndEndsWithTheSameBitsOnceThereIsSpace() throws IOException {
    Path out = disk.resolve("out");
    Path filler = disk.resolve("filler");
    FillsTheDisk listener = new FillsTheDisk(filler, full -> delete(filler));
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
    Path out = disk.resolve("out");
    Path filler = disk.resolve("filler");
    FillsTheDisk listener = new FillsTheDisk(filler, FillsTheDisk::stop);
    assertThatThrownBy(() -> LocalRun.run(spec, out, TinyTrial.OPTIONS, listener))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CANCELLED))
        .hasMessageContaining("while it waited (disk full)");
    delete(filler);
    Checkpoints left = new Checkpoints(out.resolve("checkpoints"), spec.id());
    assertThat(left.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(3);
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private static void delete(Path file) {
    assertThat(file.toFile().delete()).isTrue();
  }

  /** Fills the disk once step 4 is done, and does something when the run waits for space. */
  private static final class FillsTheDisk implements TrainingListener {
    private final Path filler;
    private final Consumer<FillsTheDisk> then;
    private boolean stop;
    private String warned = "";
    private boolean filled;
    private int waits;

    FillsTheDisk(Path filler, Consumer<FillsTheDisk> then) {
      this.filler = filler;
      this.then = then;
    }

    void stop() {
      stop = true;
    }

    @Override
    public void progress(Progress progress, boolean logged) {
      if (progress.step() == 4 && !filled) {
        fill();
      } else if (progress.phase().equals("disk full") && waits++ == 1) {
        then.accept(this);
      }
    }

    private void fill() {
      filled = true;
      byte[] page = new byte[4096];
      Arrays.fill(page, (byte) 1);
      try (OutputStream out = Files.newOutputStream(filler)) {
        while (true) {
          out.write(page);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
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
