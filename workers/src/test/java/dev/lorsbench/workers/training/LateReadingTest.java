package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.coco.fingerprint.Fingerprint;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.data.DataOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses that stay on the device until they are needed, as on a GPU. */
class LateReadingTest {
  private static final int SEED = 5;

  @TempDir Path temp;
  private DataConfig data;

  @BeforeEach
  void generate() {
    data = TinyTrial.data(temp);
  }

  @Test
  void aRunEndsWithTheSameBitsAndNumbersAndReadsFewerTimes() throws IOException {
    TrialSpec spec = TinyTrial.spec(data);
    long before = Torch.hostReads();
    run(spec, "each", Recorder.patient(), false);
    long each = Torch.hostReads() - before;
    run(spec, "late", Recorder.patient(), true);
    long late = Torch.hostReads() - before - each;
    // Of 8 steps 1, 2, 4, 6 and 8 are logged, and 3 is read for its checkpoint.
    assertThat(each - late).isEqualTo(2);
    assertSame("late", "each");
  }

  @Test
  void stoppedAndCrashedItEndsWithTheSameBits() throws IOException {
    TrialSpec spec = TinyTrial.spec(data);
    run(spec, "each", Recorder.patient(), false);
    assertThatThrownBy(() -> run(spec, "late", Recorder.stoppingAt(5), true))
        .isInstanceOf(TrialException.class)
        .hasMessage("stopped at step 5");
    assertThatThrownBy(() -> run(spec, "late", Recorder.crashingAt(7), true))
        .isInstanceOf(Recorder.CrashException.class);
    run(spec, "late", Recorder.patient(), true);
    assertSame("late", "each");
  }

  /**
   * A step without boxes has no matching costs to find it by: it is found at step 5, which is
   * logged, or by the costs of step 4 where there are boxes in that.
   */
  @ParameterizedTest
  @CsvSource({"9, 4", "4, 3"})
  void aStepThatDivergedIsNamedThoughItIsFoundLater(long withBoxes, long seen) throws IOException {
    leaveBoxesInTheImageOf(withBoxes);
    TrialSpec spec =
        TinyTrial.spec(
            data,
            "{steps: 10, batch: 1, size: 64, log_every: 5, checkpoint_every: 2, seed: %d}"
                .formatted(SEED));
    Recorder each = Recorder.patient();
    Recorder late = Recorder.patient();
    assertThat(failure(spec, "late", late, true))
        .startsWith("diverged at step 3: ")
        .contains("; images [")
        .isEqualTo(failure(spec, "each", each, false));
    assertThat(each.step()).as("it ends before it tells of a step").isZero();
    assertThat(late.step()).isEqualTo(seen);
  }

  private String failure(TrialSpec spec, String name, Recorder recorder, boolean late)
      throws IOException {
    assertThatThrownBy(() -> run(spec, name, Recorder.crashingAt(3), late))
        .isInstanceOf(Recorder.CrashException.class);
    Path out = temp.resolve(name);
    Checkpoints checkpoints = new Checkpoints(out.resolve("checkpoints"), spec.id());
    Poison.into(checkpoints);
    TrialException e =
        catchThrowableOfType(TrialException.class, () -> run(spec, name, recorder, late));
    assertThat(e.failure()).isEqualTo(Failure.DIVERGED);
    assertThat(Files.readString(out.resolve("metrics.jsonl")))
        .endsWith("{\"step\":3,\"loss\":\"NaN\"}\n");
    assertThat(checkpoints.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(2);
    return e.getMessage();
  }

  private void leaveBoxesInTheImageOf(long step) throws IOException {
    Path file = temp.resolve("shapes/annotations/instances_train.json");
    JsonObject coco = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray images = coco.getAsJsonArray("images");
    int index = new DataOrder(SEED, images.size(), 1).indices(step)[0];
    int image = images.get(index).getAsJsonObject().get("id").getAsInt();
    JsonArray kept = new JsonArray();
    for (JsonElement box : coco.getAsJsonArray("annotations")) {
      if (box.getAsJsonObject().get("image_id").getAsInt() == image) {
        kept.add(box);
      }
    }
    coco.add("annotations", kept);
    Files.writeString(file, coco.toString());
    Path shapes = temp.resolve("shapes");
    data =
        DataConfig.folder(shapes.toString())
            .withFingerprint(Fingerprint.of(shapes, "train", "val"));
  }

  private void assertSame(String one, String other) throws IOException {
    String last = "checkpoints/step-00000008.safetensors";
    assertThat(temp.resolve(one).resolve(last))
        .hasSameBinaryContentAs(temp.resolve(other).resolve(last));
    assertThat(Timeless.metrics(temp.resolve(one)))
        .isEqualTo(Timeless.metrics(temp.resolve(other)))
        .hasSize(7);
  }

  private void run(TrialSpec spec, String name, Recorder recorder, boolean late) {
    Path out = temp.resolve(name);
    try (RunFolder folder = RunFolder.open(out, spec);
        Trainer trainer =
            Trainer.open(
                spec,
                TinyTrial.OPTIONS,
                folder.checkpoints(),
                folder.metrics(),
                recorder,
                device -> late)) {
      trainer.run();
    }
  }
}
