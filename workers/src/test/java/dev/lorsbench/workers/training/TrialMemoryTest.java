package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMemoryTest {
  @TempDir Path temp;

  @Test
  void equalTrialsTakeEqualMemoryWhateverRanBefore() {
    assumeTrue(NativeMemory.open().isPresent(), "the C library does not count its memory");
    DataConfig data = TinyTrial.data(temp);
    peak("warm", small(data, 1)); // other tests of this process left what they left
    double first = peak("first", small(data, 1));
    double again = peak("again", small(data, 2));
    double large =
        peak("large", TinyTrial.spec(data, "{steps: 2, batch: 8, size: 320, threads: 1}"));
    double after = peak("after", small(data, 1));
    double later = peak("later", small(data, 3));
    assertThat(large).isGreaterThan(1.2 * first);
    assertThat(again).isCloseTo(first, within(0.03 * first));
    assertThat(after).isCloseTo(first, within(0.03 * first));
    assertThat(later).isCloseTo(first, within(0.03 * first));
  }

  private static TrialSpec small(DataConfig data, int seed) {
    return TinyTrial.spec(
        data, "{steps: 6, batch: 4, size: 96, threads: 1, seed: %d}".formatted(seed));
  }

  private double peak(String folder, TrialSpec spec) {
    String result = LocalRun.run(spec, temp.resolve(folder), TinyTrial.OPTIONS, Recorder.patient());
    return JsonParser.parseString(result).getAsJsonObject().get("peak_mib").getAsDouble();
  }
}
