package dev.lorsbench.models.lowrank;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * W_shared + B_l A_l fitted to a stack's W_l in double precision: W_shared is the mean, then {@code
 * rounds} times the mean of W_l - B_l A_l; B_l A_l is the truncated SVD of W_l - W_shared. The
 * summed squared error never grows with a round or with the rank.
 *
 * @param shared W_shared [out, in]
 * @param a A_l [r_l, in]
 * @param b B_l [out, r_l]
 * @param errors |W_l - W_shared - B_l A_l| / |W_l|, of the float32 tensors
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
public record StackFit(NDArray shared, List<NDArray> a, List<NDArray> b, double[] errors) {
  /**
   * Fits.
   *
   * @param weights W_l [out, in], all of one shape
   * @param ranks r_l, each at most the smaller side
   * @param rounds 0 leaves the mean
   */
  public static StackFit of(Scope scope, List<NDArray> weights, List<Integer> ranks, int rounds) {
    long[] r = ranks.stream().mapToLong(Integer::longValue).toArray();
    NDList out = scope.tensors("fit_stack", weights, r, rounds);
    List<NDArray> a = new ArrayList<>();
    List<NDArray> b = new ArrayList<>();
    for (int l = 0; l < weights.size(); l++) {
      a.add(out.get(1 + 2 * l));
      b.add(out.get(2 + 2 * l));
    }
    return new StackFit(out.get(0), a, b, out.get(out.size() - 1).toDoubleArray());
  }

  /** One rank for every layer. */
  public static StackFit of(Scope scope, List<NDArray> weights, int rank, int rounds) {
    return of(scope, weights, Collections.nCopies(weights.size(), rank), rounds);
  }
}
