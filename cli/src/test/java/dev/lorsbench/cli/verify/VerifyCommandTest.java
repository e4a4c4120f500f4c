package dev.lorsbench.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Repository;
import dev.lorsbench.cli.verify.GoldenCopy.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path empty;
  private GoldenCopy golden;

  @BeforeEach
  void copy() throws IOException {
    golden = GoldenCopy.in(empty);
  }

  @Test
  void everyCaseOfTheFolderPasses() {
    Outcome outcome = GoldenCopy.verify(golden.folder());
    assertThat(outcome.out())
        .as("%s", outcome)
        .hasSize(17)
        .filteredOn(l -> l.contains("FAILED"))
        .isEmpty();
    assertThat(outcome.last()).isEqualTo("16 passed, 0 failed");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.line("decoder/lors_two_levels"))
        .containsPattern(
            "ok +outputs \\S+/5e-05 +losses \\S+/5e-05 +matching 0.0e\\+00/0 +gradients \\S+/5e-04"
                + " +trajectory \\S+/1e-03 +after \\S+/1e\\+00");
    assertThat(outcome.line("params/lors_preset")).contains("ok");
    assertThat(outcome.line("hungarian")).contains("ok");
  }

  @Test
  void anyPartOfItCanBeVerified() {
    assertThat(GoldenCopy.verify(golden.file("ops")).last()).isEqualTo("9 passed, 0 failed");
    assertThat(GoldenCopy.verify(golden.file("cocoeval")).last()).isEqualTo("2 passed, 0 failed");
    assertThat(GoldenCopy.verify(golden.file("cocoeval/ties")).out())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("ties ");
    assertThat(GoldenCopy.verify(golden.file("ops/decode_box.json")).last())
        .isEqualTo("1 passed, 0 failed");
    assertThat(GoldenCopy.verify(golden.folder(), "--filter", "*lors_s*").last())
        .isEqualTo("1 passed, 0 failed");
  }

  @Test
  void withoutAnIndexTheFoldersAreSearched() throws IOException {
    Files.delete(golden.file("index.json"));
    assertThat(GoldenCopy.verify(golden.folder(), "--filter", "*box*").last())
        .isEqualTo("1 passed, 0 failed");
  }

  @Test
  void anIndexSaysWhichCasesItsFoldersHave() throws IOException {
    Files.writeString(golden.file("index.json"), "[\"ops/decode_box.json\"]");
    Outcome outcome = GoldenCopy.verify(golden.folder(), "--filter", "ops/*");
    assertThat(outcome.last()).isEqualTo("1 passed, 0 failed");
  }

  @Test
  void jsonHasTheSameVerdicts() {
    Outcome outcome = GoldenCopy.verify(golden.folder(), "--filter", "ops/d*", "--json");
    JsonObject json = JsonParser.parseString(String.join("\n", outcome.out())).getAsJsonObject();
    assertThat(json.get("passed").getAsInt()).isOne();
    JsonObject one = json.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertThat(one.get("name").getAsString()).isEqualTo("ops/decode_box");
    assertThat(one.get("kind").getAsString()).isEqualTo("decode_box");
    JsonObject outputs = one.getAsJsonArray("deviations").get(0).getAsJsonObject();
    assertThat(outputs.get("group").getAsString()).isEqualTo("outputs");
    assertThat(outputs.get("worst").getAsDouble()).isBetween(0.0, 1e-5);
  }

  @Test
  void aFolderWithoutCasesIsAnError() throws IOException {
    Path none = Files.createDirectory(empty.resolve("none"));
    assertOneError(GoldenCopy.verify(none), 1, none + ": no golden cases in it");
    Path absent = empty.resolve("absent");
    assertOneError(GoldenCopy.verify(absent), 2, absent + " does not exist");
    assertOneError(
        GoldenCopy.verify(golden.folder(), "--filter", "nothing"),
        1,
        "none of the 16 cases in " + golden.folder() + " matches nothing");
  }

  private static void assertOneError(Outcome outcome, int code, String message) {
    assertThat(outcome.err()).isEqualTo(List.of("lors: " + message));
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
  }

  /** The released code's own numbers, a whole detector among them, where they lie beside us. */
  @Test
  void theReleasedNumbersAreFoundAndADetectorPasses() throws IOException {
    String given = System.getProperty("lors.shared");
    Path shared = given == null ? Repository.root().resolveSibling("shared") : Path.of(given);
    Path released = shared.resolve("golden");
    assumeTrue(Files.isDirectory(released), "no golden numbers at " + released);
    assertThat(Discovery.in(released)).hasSize(68).noneMatch(c -> c.kind().equals("unknown"));
    Outcome outcome = GoldenCopy.verify(released, "--filter", "model/resnet50_lors");
    assertThat(outcome.last()).as("%s", outcome).isEqualTo("1 passed, 0 failed");
  }
}
