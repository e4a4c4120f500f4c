package dev.lorsbench.coco.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.coco.PlainJson;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import java.nio.file.Path;
import java.util.Map;

/** A folder with gt.json, dt.json and what tidecv 1.0.1 says of them, in hundredths. */
record TideCase(Path folder) {
  void assertEqual() {
    ErrorReport report =
        ErrorAnalysis.of(
            InstancesFile.read(folder.resolve("gt.json")),
            Detections.read(folder.resolve("dt.json")));
    Map<String, Object> expected = PlainJson.read(folder.resolve("expected.json"));
    Map<?, ?> counts = (Map<?, ?>) expected.get("counts");
    Map<?, ?> gains = (Map<?, ?>) expected.get("gains");
    assertClose("AP", report.ap(), expected.get("ap"));
    for (ErrorKind kind : ErrorKind.values()) {
      ErrorReport.Loss loss = report.kinds().get(kind);
      assertThat((double) loss.count())
          .as(folder + " count of " + kind)
          .isEqualTo(counts.get(kind.abbreviation()));
      assertClose(kind.toString(), loss.ap(), gains.get(kind.abbreviation()));
    }
    assertClose("false positives", report.falsePositives(), gains.get("FalsePositiveError"));
    assertClose("false negatives", report.falseNegatives(), gains.get("FalseNegativeError"));
  }

  private void assertClose(String what, double actual, Object expected) {
    assertThat(100 * actual).as(folder + " " + what).isCloseTo((Double) expected, within(1e-9));
  }
}
