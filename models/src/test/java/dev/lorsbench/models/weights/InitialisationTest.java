package dev.lorsbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.weights.InitialRules.Rule;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fresh tensors, every one of them, against the released code's rules over many seeds. */
class InitialisationTest {
  private static final int SEEDS = 12;

  static List<ModelConfig> models() {
    BackboneConfig swin = new BackboneConfig("swin-t", 32, -1, true, 0);
    BackboneConfig residual = BackboneConfig.fresh("resnet18", 16);
    BackboneConfig deep = new BackboneConfig("resnet50", 8, -1, true, 0);
    return List.of(
        new ModelConfig(residual, Presets.of("adamixer-tiny").decoder()),
        new ModelConfig(deep, Presets.of("lors-tiny").decoder()),
        new ModelConfig(
            swin, ModelConfig.parse("{preset: lors-tiny, in_points: 12}", "test").decoder()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTensorFollowsItsRule(ModelConfig config) {
    Map<String, Sample> samples = new LinkedHashMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      try (Detector detector = Detector.create(config, 3, Device.cpu(), seed)) {
        for (Weight w : detector.weights().all()) {
          Rule rule = InitialRules.of(w.name(), w.shape(), config);
          samples.computeIfAbsent(w.name(), n -> new Sample(rule)).add(w.values());
        }
      }
    }
    samples.forEach((name, sample) -> sample.check(name));
  }

  @Test
  void oneSeedGivesTheSameBitsOnEveryPlatform() {
    assertThat(crc("lors-tiny", 7))
        .isEqualTo(crc("lors-tiny", 7))
        .isNotEqualTo(crc("lors-tiny", 8));
    assertThat(Long.toHexString(crc("lors-tiny", 7))).isEqualTo("ec978ba1");
    assertThat(Long.toHexString(crc("adamixer-tiny", 7))).isEqualTo("62d9bc80");
  }

  private static long crc(String preset, long seed) {
    CRC32 crc = new CRC32();
    try (Detector detector = Detector.create(Presets.of(preset), 3, Device.cpu(), seed)) {
      for (Weight w : detector.weights().all()) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(4 * w.size()));
        bytes.asFloatBuffer().put(w.values());
        crc.update(bytes);
      }
    }
    return crc.getValue();
  }

  /** The values of one tensor over all seeds. */
  private static final class Sample {
    private final Rule rule;
    private long count;
    private double sum;
    private double squares;
    private double largest;

    Sample(Rule rule) {
      this.rule = rule;
    }

    /** Values are taken relative to what the rule expects at their place. */
    void add(float[] values) {
      for (int i = 0; i < values.length; i++) {
        double away = values[i] - rule.centre().applyAsDouble(i);
        if (rule.random().test(i)) {
          count++;
          sum += away;
          squares += away * away;
          largest = Math.max(largest, Math.abs(away));
        } else {
          assertThat(away).isCloseTo(0, within(1e-6));
        }
      }
    }

    /** Mean and variance within five of their own deviations, and the bound kept. */
    void check(String name) {
      if (count == 0) {
        return;
      }
      double variance = rule.deviation() * rule.deviation();
      double error = 5 * rule.deviation() / Math.sqrt(count);
      assertThat(sum / count).as(name + ": mean").isCloseTo(0, within(error));
      double spread = 5 * variance * Math.sqrt((rule.kurtosis() - 1) / count);
      assertThat(squares / count).as(name + ": variance").isCloseTo(variance, within(spread));
      assertThat(largest).as(name + ": bound").isLessThanOrEqualTo(rule.bound() * (1 + 1e-6));
      if (count > 1000) {
        assertThat(largest).as(name + ": reach").isGreaterThan(1.7 * rule.deviation() * 0.98);
      }
    }
  }
}
