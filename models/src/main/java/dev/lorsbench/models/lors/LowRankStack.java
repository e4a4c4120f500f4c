package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the linear layers of equal blocks into shared and private low-rank parts: layer NAME of
 * every block has the one weight {@code shared.NAME.weight}, and of its own {@code
 * NAME.weight_add_A}, {@code NAME.weight_add_B} and {@code NAME.bias}. B begins as zeros, so that a
 * fresh stack is a fully shared one.
 *
 * <pre>{@code
 * Linears linears = new LowRankStack(names.under("shared"), 32);
 * for (int l = 0; l < depth; l++) {
 *   blocks.add(new Block(names.under("blocks." + l), linears));
 * }
 * }</pre>
 */
public final class LowRankStack implements Linears {
  private final Namespace shared;
  private final int rank;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();

  /**
   * A stack without blocks yet.
   *
   * @param shared where the shared weights are made
   * @param rank r of every layer, cut to the smaller side of a weight; 0 leaves no private part
   */
  public LowRankStack(Namespace shared, int rank) {
    if (rank < 0) {
      throw new IllegalArgumentException("rank is " + rank + "; it must be 0 or more");
    }
    this.shared = shared;
    this.rank = rank;
  }

  /**
   * One layer of one block; the first block makes the shared weight.
   *
   * @throws IllegalArgumentException where another block has that layer in another shape
   */
  @Override
  public Linear make(Namespace block, String name, Initialiser weight, long in, long out) {
    NDArray common =
        weights.computeIfAbsent(name, n -> shared.under(n).parameter("weight", weight, out, in));
    if (!Arrays.equals(common.getShape().getShape(), new long[] {out, in})) {
      throw new IllegalArgumentException(
          "layer %s is [%d, %d] in %s, %s in the blocks before it; blocks of a stack are equal"
              .formatted(name, out, in, block.prefix(), common.getShape()));
    }
    Namespace own = block.under(name);
    return new LorstLinear(
        common, lowRank(own, in, out), own.parameter("bias", Initialiser.zeros(), out));
  }

  private Optional<LorstLinear.LowRank> lowRank(Namespace own, long in, long out) {
    long r = Math.min(rank, Math.min(in, out));
    return r == 0
        ? Optional.empty()
        : Optional.of(
            new LorstLinear.LowRank(
                own.parameter("weight_add_A", Initialiser.kaimingUniform(in), r, in),
                own.parameter("weight_add_B", Initialiser.zeros(), out, r)));
  }
}
