package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong input ends the trial with one line that names it. */
class BadInputTest {
  private static final String SHORT =
      "{steps: 4, batch: 4, size: 64, warmup_steps: 0, log_every: 1, checkpoint_every: 2, flip: 0}";

  @TempDir Path temp;
  private Path data;
  private Path out;

  @BeforeEach
  void generate() {
    data = Path.of(TinyTrial.data(temp).folder());
    out = temp.resolve("out");
  }

  @Test
  void aMissingImage() throws IOException {
    Path image = anImage("train");
    Files.delete(image);
    fails(Failure.BAD_DATA, image.getFileName().toString());
  }

  @Test
  void aCorruptImage() throws IOException {
    Path image = anImage("train");
    byte[] bytes = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(bytes, bytes.length / 2));
    fails(Failure.BAD_DATA, image.getFileName() + " is cut short");
  }

  @Test
  void aCorruptImageOfTheEvaluation() throws IOException {
    Path image = Files.writeString(anImage("val"), "not a picture");
    fails(Failure.BAD_DATA, image.getFileName() + " is not an image");
  }

  @Test
  void badImagesAreSkippedAndCountedWhereAllowed() throws IOException {
    Files.writeString(anImage("train"), "not a picture");
    Files.writeString(anImage("val"), "not a picture");
    TrialSpec spec =
        TinyTrial.spec(folder(data), SHORT.replace("flip", "on_bad_image: skip, flip"));
    LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(Files.readString(out.resolve("metrics.jsonl")))
        .containsPattern("\"skipped_images\":[1-9]");
  }

  @Test
  void anEmptySet() throws IOException {
    Files.writeString(annotations(), "{\"images\": [], \"annotations\": [], \"categories\": []}");
    fails(Failure.BAD_DATA, "instances_train.json");
  }

  @Test
  void aSetWithoutBoxes() throws IOException {
    edit(
        "\"annotations\":\\s*\\[.*\\]\\s*,\\s*\"categories\"", "\"annotations\":[],\"categories\"");
    fails(Failure.BAD_DATA, "no box to learn from");
  }

  @Test
  void anUnknownCategory() throws IOException {
    edit("\"category_id\":\\s*\\d+", "\"category_id\":77");
    fails(Failure.BAD_DATA, "\"category_id\" 77 is not in \"categories\"");
  }

  @Test
  void aNegativeBox() throws IOException {
    edit("\"bbox\":\\s*\\[[^\\]]*\\]", "\"bbox\":[1,1,-5,3]");
    fails(Failure.BAD_DATA, "negative");
  }

  @Test
  void aBoxThatIsNotANumber() throws IOException {
    edit("\"bbox\":\\s*\\[[^\\]]*\\]", "\"bbox\":[1,NaN,5,3]");
    fails(Failure.BAD_DATA, "instances_train.json");
  }

  @Test
  void splitsWithDifferentCategories() throws IOException {
    edit("\"circle\"", "\"ring\"");
    fails(Failure.BAD_DATA, "have different categories");
  }

  @Test
  void aModelForAnotherNumberOfClasses() {
    TrialSpec tiny = TinyTrial.spec(folder(data), SHORT);
    ModelConfig two =
        new ModelConfig(TinyTrial.model().backbone(), TinyTrial.model().decoder(), Optional.of(2));
    TrialSpec spec = new TrialSpec("two", two, tiny.train(), tiny.data());
    assertThatThrownBy(() -> LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.patient()))
        .isInstanceOf(TrialException.class)
        .hasMessageContaining("num_classes is 2, but the data set has 5; ");
  }

  @Test
  void aFolderThatIsNotThere() {
    data = temp.resolve("nowhere");
    fails(Failure.BAD_DATA, "nowhere");
  }

  @Test
  void aLossThatIsNotFiniteNamesStepPartsAndImagesAndKeepsTheCheckpoint() throws IOException {
    TrialSpec spec = TinyTrial.spec(folder(data), SHORT);
    assertThatThrownBy(() -> LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.crashingAt(3)))
        .isInstanceOf(Recorder.CrashException.class);
    Checkpoints checkpoints = new Checkpoints(out.resolve("checkpoints"), trialOf(out));
    Poison.into(checkpoints);
    TrialException e = fails(SHORT, Failure.DIVERGED, "diverged at step 3: ");
    assertThat(e).hasMessageContaining("images [");
    assertThat(Files.readString(out.resolve("metrics.jsonl")))
        .endsWith("{\"step\":3,\"loss\":\"NaN\"}\n");
    assertThat(checkpoints.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(2);
  }

  @Test
  void soManyStepsThatAreNotFiniteMayBeSkipped() throws IOException {
    String skipping = SHORT.replace("flip", "on_nan: 'skip:1', flip");
    TrialSpec spec = TinyTrial.spec(folder(data), skipping);
    assertThatThrownBy(() -> LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.crashingAt(3)))
        .isInstanceOf(Recorder.CrashException.class);
    Poison.into(new Checkpoints(out.resolve("checkpoints"), trialOf(out)));
    fails(skipping, Failure.DIVERGED, "diverged at step 4: ");
    assertThat(Files.readAllLines(out.resolve("metrics.jsonl")))
        .endsWith(
            "{\"step\":3,\"loss\":\"NaN\"}",
            "{\"step\":3,\"skipped_steps\":1.0}",
            "{\"step\":4,\"loss\":\"NaN\"}");
  }

  @Test
  void aBatchBeyondAnyMemory() {
    fails(
        SHORT.replace("size: 64", "size: 4096").replace("batch: 4", "batch: 64"),
        Failure.BAD_CONFIG,
        "a batch of 64 x 3 x 4096 x 4096 pixels takes 12.0 GiB");
  }

  @Test
  void nativeMemoryThatDoesNotSuffice() throws IOException {
    Path policy = Path.of("/proc/sys/vm/overcommit_memory");
    assumeTrue(
        Files.exists(policy) && !Files.readString(policy).strip().equals("1"),
        "this system promises memory that it does not have");
    TrialSpec spec =
        TinyTrial.spec(
            folder(data),
            SHORT.replace("size: 64", "size: 32").replace("batch: 4", "batch: 256"),
            "queries: 6",
            "queries: 10000");
    TrialException e =
        catchThrowableOfType(
            TrialException.class,
            () -> LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.patient()));
    assertThat(e.failure()).isEqualTo(Failure.OUT_OF_MEMORY);
    assertThat(e)
        .hasMessageStartingWith("out of memory at step 1 with a batch of 256 x 3 x 32 x 32: ")
        .hasMessageContaining("you tried to allocate ");
  }

  @Test
  void memoryThatRanOutIsTold() {
    String allocator =
        "Traceback\nRuntimeError: [enforce fail] DefaultCPUAllocator: can't allocate memory: you"
            + " tried to allocate 800 bytes.\n";
    TrialException e =
        NativeFailure.of("step 3 with a batch of 8 x 3 x 64 x 64", new EngineException(allocator));
    assertThat(e.failure()).isEqualTo(Failure.OUT_OF_MEMORY);
    assertThat(e)
        .hasMessageStartingWith("out of memory at step 3 with a batch of 8 x 3 x 64 x 64: Runtime")
        .hasMessageEndingWith("tried to allocate 800 bytes.");
    assertThat(NativeFailure.of("step 3", new EngineException("Trace\nRuntimeError: odd\n")))
        .hasMessage("step 3 failed: RuntimeError: odd");
  }

  @Test
  void aFullDisk() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path link = Files.createSymbolicLink(temp.resolve("metrics.jsonl"), full);
    try (FileMetrics metrics = new FileMetrics(link)) {
      TrialException e =
          catchThrowableOfType(
              TrialException.class, () -> metrics.record(List.of(new Metric("loss", 1, 1))));
      assertThat(e.failure()).isEqualTo(Failure.STORAGE);
      assertThat(e).hasMessageContaining("no space left to write").hasMessageContaining("metrics");
    } finally {
      Files.delete(link);
    }
  }

  private void fails(Failure failure, String message) {
    fails(SHORT, failure, message);
  }

  private TrialException fails(String train, Failure failure, String message) {
    DataConfig config = DataConfig.folder(data.toString());
    TrialException e =
        catchThrowableOfType(
            TrialException.class,
            () ->
                LocalRun.run(
                    TinyTrial.spec(config, train), out, TinyTrial.OPTIONS, Recorder.patient()));
    assertThat(e).isNotNull().hasMessageContaining(message);
    assertThat(e.failure()).isEqualTo(failure);
    assertThat(e.getMessage().lines()).hasSize(1);
    return e;
  }

  private static DataConfig folder(Path folder) {
    return DataConfig.folder(folder.toString());
  }

  private static String trialOf(Path out) throws IOException {
    return TrialSpec.parse(Files.readString(out.resolve("config.json")), "config").id();
  }

  private Path annotations() {
    return data.resolve("annotations/instances_train.json");
  }

  private void edit(String pattern, String replacement) throws IOException {
    String text = Files.readString(annotations());
    String changed =
        Pattern.compile(pattern, Pattern.DOTALL).matcher(text).replaceFirst(replacement);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(annotations(), changed);
  }

  private Path anImage(String split) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(split))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }
}
