package dev.lorsbench.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import org.junit.jupiter.api.Test;

/** The proof itself, on the processors: no card is needed for it to compute. */
class GpuProofTest {
  @Test
  void everyGoldenOperationIsInTheProgramAndPasses() {
    assertThat(GpuProof.verdicts(Device.cpu()))
        .hasSameSizeAs(Kinds.operations())
        .allSatisfy(verdict -> assertThat(verdict.passed()).as(verdict.line()).isTrue());
  }

  @Test
  void processorsNeedNoProof() {
    assertThatCode(() -> GpuProof.require("cpu")).doesNotThrowAnyException();
  }

  @Test
  void aDeviceThatIsNotHereIsNamed() {
    assertThatThrownBy(() -> GpuProof.require("cuda:99"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("device 'cuda:99' is not here");
  }
}
