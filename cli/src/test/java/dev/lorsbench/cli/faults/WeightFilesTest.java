package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.models.tensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of weights whose values, or names, are not what their bytes say at first sight. */
class WeightFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"negview.pth", "negview_legacy.pth"})
  void aNegatedViewKeepsItsSign(String name) throws IOException {
    Path out = folder.resolve("out.safetensors");
    Lors run = Lors.run("convert", Lors.given("01-pth-negative-bit").resolve(name), "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    Safetensors read = Safetensors.read(out);
    assertThat(read.tensors().get("w").toFloats()).containsExactly(-1, 2);
    assertThat(read.tensors().get("v").toFloats()).containsExactly(1);
  }

  @Test
  void aNameThatTheFormatReservesIsRefused() {
    Path out = folder.resolve("o.safetensors");
    Lors run =
        Lors.run("convert", Lors.given("06-tensor-named-metadata").resolve("m.pth"), "--out", out);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip())
        .contains("o.safetensors: ", "__metadata__", "reserves that name")
        .doesNotContain("internal", "\n");
    assertThat(out).doesNotExist();
  }
}
