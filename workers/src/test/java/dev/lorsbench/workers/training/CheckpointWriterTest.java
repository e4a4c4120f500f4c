package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.tensors.HostCopy;
import dev.lorsbench.models.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWriterTest {
  private static final Retention LAST_TWO = new Retention(2, s -> false);

  @TempDir Path folder;
  private final NDManager manager = Torch.newManager(Device.cpu());
  private final NDArray weight = manager.create(new float[] {1, 2, 3});

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void whatIsWrittenIsWhatWasThereWhenItBeganHoweverLateItIsWritten() {
    CountDownLatch held = new CountDownLatch(1);
    Checkpoints slow = new Checkpoints(folder, "abc", "", new Slow(folder, held));
    try (CheckpointWriter writer = writer(slow)) {
      writer.begin(state(1), Map.of(), LAST_TWO);
      weight.addi(10);
      assertThat(writer.ended()).isFalse();
      held.countDown();
      writer.settle();
      writer.begin(state(2), Map.of(), LAST_TWO);
    }
    assertThat(read(0)).containsExactly(11, 12, 13);
    assertThat(read(1)).containsExactly(1, 2, 3);
  }

  @Test
  void aFailedWriteComesOutOfTheNextCallAndIsForgotten() throws IOException {
    Path gone = folder.resolve("gone");
    Checkpoints checkpoints = new Checkpoints(gone, "abc");
    try (CheckpointWriter writer = writer(checkpoints)) {
      writer.begin(state(1), Map.of(), LAST_TWO);
      assertThatThrownBy(writer::settle)
          .isInstanceOf(TrialException.class)
          .hasMessageContaining("step-00000001.safetensors");
      writer.settle();
      Files.createDirectories(gone);
      writer.begin(state(2), Map.of(), LAST_TWO);
      writer.settle();
    }
    assertThat(checkpoints.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(2);
  }

  private CheckpointWriter writer(Checkpoints checkpoints) {
    return new CheckpointWriter(checkpoints, new HostCopy(Map.of("w", weight)));
  }

  private float[] read(int older) {
    Checkpoints checkpoints = new Checkpoints(folder, "abc");
    List<Path> files = new FolderIndex(folder).newestFirst();
    for (int i = 0; i < older; i++) {
      assertThat(files.get(i).toFile().delete()).isTrue();
    }
    return checkpoints.newest(w -> {}).orElseThrow().tensors().find("w").orElseThrow().toFloats();
  }

  private static RunState state(long step) {
    return new RunState(step, 1, 1, 1, Best.NONE, Skipped.NONE);
  }

  /** An index that lets a checkpoint count only after it was released. */
  private record Slow(FolderIndex files, CountDownLatch held) implements CheckpointIndex {
    Slow(Path folder, CountDownLatch held) {
      this(new FolderIndex(folder), held);
    }

    @Override
    public List<Path> newestFirst() {
      return files.newestFirst();
    }

    @Override
    public void claim() {}

    @Override
    public void committed(CheckpointManifest manifest, Path file) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void removed(Path file) {}
  }
}
