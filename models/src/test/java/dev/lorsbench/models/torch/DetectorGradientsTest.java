package dev.lorsbench.models.torch;

import static dev.lorsbench.models.torch.GradientCheck.any;
import static dev.lorsbench.models.torch.GradientCheck.drawn;
import static dev.lorsbench.models.torch.GradientCheck.given;
import static dev.lorsbench.models.torch.GradientCheck.of;

import dev.lorsbench.models.torch.GradientCheck.In;
import dev.lorsbench.models.torch.GradientCheck.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A detector's operations. B 2, N 3, G 2, C 2, d 4, P 3, O 2; attention needs d 8. */
class DetectorGradientsTest {
  private static In boxes() {
    return given(
        new double[] {
          10.3, 8.1, 3.2, 0.1, 14.7, 20.2, 3.9, -0.3, 6.4, 25.5, 2.8, 0.2, //
          20.6, 12.3, 3.5, 0.4, 9.8, 9.1, 4.1, -0.2, 17.2, 18.4, 3.0, 0.3
        },
        2,
        3,
        4);
  }

  private static In corners(double moved) {
    double[] values = {
      1, 2, 9, 11, 4, 3, 20, 14, 8, 9, 18, 30, 2, 2, 30, 28, 5, 6, 12, 13, 9, 1, 25, 9
    };
    Arrays.setAll(values, i -> values[i] + moved * (i % 5));
    return given(values, 2, 3, 4);
  }

  private static List<In> normed(long out, long in, long size) {
    In mean = any(out).fixed();
    In variance = drawn(1.5, 0.4, out).fixed();
    return List.of(any(out, in, size, size), drawn(1, 0.3, out), any(out), mean, variance);
  }

  private static List<In> joined(List<List<In>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static List<In> branch(long out) {
    return List.of(any(4, 4), any(4), any(4), any(4), any(out, 4), any(out));
  }

  static Stream<GradientCheck> cases() {
    In content = any(2, 3, 4);
    List<In> levels = List.of(any(2, 4, 8, 7), any(2, 4, 4, 4));
    long[] strides = {4, 8};
    In offsets = drawn(0, 0.1, 18, 4);
    In bias = drawn(0, 0.45, 18);
    List<In> attention = List.of(any(24, 8), any(24), any(8, 8), any(8), any(8), any(8), any(2));
    List<In> full = List.of(any(2 * (4 + 6), 4), any(20), any(4, 8), any(4));
    List<In> low =
        List.of(
            any(20, 4),
            any(20),
            any(32, 4),
            any(32),
            any(4, 2, 2),
            any(4, 2, 2),
            any(4, 2, 2),
            any(4, 2, 3),
            any(4, 8),
            any(1, 8),
            any(4, 1),
            any(4),
            any(4),
            any(4));
    In sampled = any(2, 3, 2, 3, 2);
    return Stream.of(
        of("decode_box", boxes()),
        of("refine_xyzr", boxes(), any(2, 3, 4)),
        of("position_embedding", boxes(), 2),
        of("giou", corners(0), corners(0.7).fixed()),
        of("initial_queries", any(3, 4), 2),
        of("self_attention", any(2, 3, 8), boxes().fixed(), 2, attention),
        of("sampling_of_levels", levels, strides, content, boxes(), 2, offsets, bias),
        of(
            "sampling_of_table",
            any(2, 159, 4), // (H + 3)(W + 3) rows a level: each has its border
            new long[] {8, 7, 4, 4},
            strides,
            content,
            boxes(),
            2,
            offsets,
            bias),
        of("adaptive_mixing", sampled, content, full),
        of("lors_mixing", sampled, content, low),
        of("layer_norm", content, any(4), any(4)),
        of("ffn", content, List.of(any(6, 4), any(6), any(4, 6), any(4), any(4), any(4))),
        of("heads", content, boxes(), branch(2), branch(4)),
        of("stem", any(1, 3, 9, 11), normed(2, 3, 7), false, false),
        of(
            "basic_block",
            any(1, 2, 5, 6),
            joined(List.of(normed(3, 2, 3), normed(3, 3, 3), normed(3, 2, 1))),
            2,
            false,
            true),
        of(
            "bottleneck",
            any(1, 2, 5, 6),
            joined(List.of(normed(2, 2, 1), normed(2, 2, 3), normed(4, 2, 1), normed(4, 2, 1))),
            1,
            false,
            false),
        of("stem", any(1, 3, 9, 11), normed(2, 3, 7), false, true),
        of(
            "basic_block",
            any(1, 2, 5, 6),
            joined(List.of(normed(2, 2, 3), normed(2, 2, 3))),
            1,
            false,
            false),
        of(
            "bottleneck",
            any(1, 2, 5, 6),
            joined(List.of(normed(2, 2, 1), normed(2, 1, 3), normed(2, 2, 1))),
            1,
            false,
            true),
        of("convolve", any(2, 2, 4, 5), normed(3, 2, 3), 1, true, false),
        of(
            "neck",
            List.of(any(1, 3, 4, 5), any(1, 2, 2, 3)),
            List.of(any(4, 3, 1, 1), any(4), any(4, 2, 1, 1), any(4), any(4), any(4)),
            2),
        of(
            "set_loss",
            List.of(any(2, 3, 2), any(2, 3, 2)),
            List.of(corners(0.3), corners(0.9)),
            given(new double[] {3, 3, 12, 12, 6, 2, 22, 16, 4, 7, 19, 25, 1, 1, 8, 9}, 2, 2, 4)
                .fixed(),
            new Whole(new long[] {0, 1, 1, 0}, 2, 2),
            given(new double[] {32, 30, 32, 30, 28, 32, 28, 32}, 2, 4).fixed(),
            new Whole(new long[] {0, 2, 4, 7, 8, 9}, 6),
            new Whole(new long[] {0, 1, 2, 1, 0, 3}, 6)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreTheSlopes(GradientCheck one) {
    one.run();
  }
}
