package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.KeepConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private Checkpoints checkpoints;

  @BeforeEach
  void prepare() {
    checkpoints = new Checkpoints(folder, "abc");
    checkpoints.prepare();
  }

  @Test
  void theNewestIsFoundAndTheLastTwoAreKept() throws IOException {
    assertThat(checkpoints.newest(warnings::add)).isEmpty();
    for (int step = 100; step <= 400; step += 100) {
      write(step);
    }
    assertNewest(400);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "step-00000300.json",
              "step-00000300.safetensors",
              "step-00000400.json",
              "step-00000400.safetensors");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFlippedBitIsNamedAndTheOneBeforeIsUsed() throws IOException {
    write(100);
    write(200);
    Path data = folder.resolve("step-00000200.safetensors");
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length - 1] ^= 4;
    Files.write(data, bytes);
    assertNewest(100);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("step-00000200.json is corrupt: CRC-32C")
        .endsWith("using the one before it");
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    write(100);
    write(200);
    Files.write(folder.resolve("step-00000200.safetensors"), new byte[10]);
    assertNewest(100);
    assertThat(warnings.get(0)).contains("has 10 bytes");
  }

  @Test
  void aBrokenManifestIsNamed() throws IOException {
    write(100);
    Files.writeString(folder.resolve("step-00000200.json"), "{");
    assertNewest(100);
    assertThat(warnings.get(0)).contains("step-00000200.json is not JSON");
  }

  @Test
  void tensorsWithoutManifestDoNotCount() throws IOException {
    write(100);
    write(200);
    Files.delete(folder.resolve("step-00000200.json"));
    assertNewest(100);
    assertThat(warnings).isEmpty();
  }

  @Test
  void anotherTrialsCheckpointIsNotTaken() {
    new Checkpoints(folder, "other")
        .write(state(100), List.of(), Map.of(), new Retention(2, s -> false));
    assertThat(checkpoints.newest(warnings::add)).isEmpty();
    assertThat(warnings.get(0)).contains("belongs to trial other");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new Checkpoints(file.resolve("checkpoints"), "abc").prepare())
        .isInstanceOf(TrialException.class)
        .hasMessageContaining("checkpoints");
  }

  private void assertNewest(long step) {
    Checkpoints.Checkpoint newest = checkpoints.newest(warnings::add).orElseThrow();
    assertThat(newest.manifest().step()).isEqualTo(step);
    assertThat(newest.tensors().tensors().get("w").toFloats()).containsExactly((float) step, 2);
  }

  @Test
  void thoseOfTheBestEvaluationAndOfEveryFewEpochsStay() throws IOException {
    // 10 images, 4 a step: epochs 3, 6 and 9 end with steps 8, 15 and 23.
    Epochs epochs = new Epochs(10, 4);
    KeepConfig keep = new KeepConfig(1, true, 3);
    Best best = Best.NONE;
    for (int step = 1; step <= 24; step++) {
      write(step, Retention.of(keep, best, epochs));
      best = best.after(step, step == 12 ? 0.5 : 0.1, 0);
    }
    assertThat(steps()).containsExactly(8L, 12L, 15L, 23L, 24L);
  }

  @Test
  void whatALaterAttemptWritesIsNotClearedByAnEarlierOne() throws IOException {
    Path half = Files.createFile(folder.resolve(".step-00000100-a3.safetensors77.writing"));
    Path whole = Files.createFile(folder.resolve("step-00000100-a3.safetensors"));
    Path own = Files.createFile(folder.resolve("step-00000100-a2.safetensors"));
    Path older = Files.createFile(folder.resolve(".step-00000050-a1.safetensors5.writing"));
    new Checkpoints(folder, "abc", "-a2", new FolderIndex(folder)).prepare();
    assertThat(half).exists();
    assertThat(whole).exists();
    assertThat(own).doesNotExist();
    assertThat(older).doesNotExist();
  }

  private List<Long> steps() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .map(f -> Long.parseLong(f.replaceAll("\\D", "")))
          .sorted()
          .toList();
    }
  }

  private void write(long step) {
    write(step, new Retention(2, s -> false));
  }

  private void write(long step, Retention retention) {
    List<StoredTensor> tensors = List.of(StoredTensor.of("w", new float[] {step, 2}, 2));
    checkpoints.write(state(step), tensors, Map.of(), retention);
  }

  private static RunState state(long step) {
    return new RunState(step, 1.5, 100, 2, Best.NONE, Skipped.NONE);
  }
}
