package dev.lorsbench.models.torch;

import static dev.lorsbench.models.torch.GradientCheck.any;
import static dev.lorsbench.models.torch.GradientCheck.drawn;
import static dev.lorsbench.models.torch.GradientCheck.of;

import dev.lorsbench.models.torch.GradientCheck.In;
import dev.lorsbench.models.torch.GradientCheck.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operations of Swin and vision transformers, and of layers with low-rank parts. */
class TransformerGradientsTest {
  private static final int HEADS = 2;
  private static final double[] ALL = {};

  static Stream<GradientCheck> cases() {
    return Stream.concat(swin(), vision());
  }

  /** C 4, windows of 2 x 2 cells; 5 x 3 cells are no whole number of windows. */
  private static Stream<GradientCheck> swin() {
    In square = any(2, 4, 4, 4);
    In odd = any(2, 5, 3, 4);
    double[] dropping = {0, 1.25};
    return Stream.of(
        of("patch_embedding", any(2, 3, 5, 8), List.of(any(4, 3, 4, 4), any(4), any(4), any(4))),
        of("patch_merging", odd, List.of(any(16), any(16), any(8, 16))),
        of("window_attention", square, HEADS, 2, 0, attention()),
        of("window_attention", square, HEADS, 2, 1, attention()),
        of("window_attention", odd, HEADS, 2, 1, attention()),
        of("relative_bias", any(9, HEADS), 2),
        of("swin_block", square, HEADS, 2, 0, ALL, block()),
        of("swin_block", odd, HEADS, 2, 1, dropping, block()),
        of("swin_level", odd, List.of(any(4), any(4))));
  }

  private static List<In> attention() {
    return List.of(any(9, HEADS), any(12, 4), any(12), any(4, 4), any(4));
  }

  private static List<In> block() {
    List<In> weights = new ArrayList<>(List.of(any(4), any(4)));
    weights.addAll(attention());
    weights.addAll(List.of(any(4), any(4), any(6, 4), any(6), any(4, 6), any(4)));
    return weights;
  }

  /** B 2, n 3 tokens of d 4, rank 2. */
  private static Stream<GradientCheck> vision() {
    In tokens = any(2, 3, 4);
    return Stream.of(
        of("linear", tokens, any(5, 4), any(5)),
        of("lorst_linear", tokens, any(5, 4), any(5), any(2, 4), any(5, 2)),
        of(
            "lorsa_kernels",
            any(3, 4),
            any(2 * 3 * 5, 4),
            any(2 * 3 * 5),
            any(2 * 2 * 2 * 2, 4),
            any(2 * 2 * 2 * 2),
            any(4, 3, 2),
            any(4, 2, 5),
            2),
        of("tokens", any(2, 3, 4, 6), any(1, 1, 4), any(1, 7, 4), any(4, 3, 2, 2), any(4)),
        of("token_norm", tokens, any(4), any(4)),
        of("multi_head", any(2, 3, 12), HEADS),
        of("gelu", tokens),
        of("plus", tokens, any(2, 3, 4)),
        of("class_token", tokens),
        of("cross_entropy", drawn(0, 2, 3, 5), new Whole(new long[] {4, 0, 2}, 3)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreTheSlopes(GradientCheck one) {
    one.run();
  }
}
