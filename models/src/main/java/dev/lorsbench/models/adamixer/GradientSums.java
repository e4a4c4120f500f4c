package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.List;

/** Gradients that come piece by piece, summed in the order in which they come. */
final class GradientSums {
  private final Scope scope;
  private final List<NDArray> all;
  private final int inputs;
  private final NDArray[] sums;

  /** Of inputs, and of leaves that stand for what lies between them. */
  GradientSums(Scope scope, List<NDArray> inputs, List<NDArray> leaves) {
    this.scope = scope;
    this.inputs = inputs.size();
    all = new ArrayList<>(inputs);
    all.addAll(leaves);
    sums = new NDArray[all.size()];
  }

  /**
   * Goes back from tensors whose gradients are given.
   *
   * @param inner the scope in which they were computed
   * @param more tensors whose gradients are wanted beside, all of which there must be
   * @return the gradients of {@code more}, in the sums' scope
   */
  NDList add(Scope inner, List<NDArray> from, List<NDArray> gradients, List<NDArray> more) {
    List<NDArray> wanted = new ArrayList<>(more);
    wanted.addAll(all);
    NDList found = inner.tensors("gradients_of", from, gradients, wanted);
    long[] places = found.get(found.size() - 1).toLongArray();
    NDList own = new NDList();
    for (int i = 0; i < places.length; i++) {
      if (places[i] < more.size()) {
        own.add(scope.keep(found.get(i)));
      } else {
        add((int) places[i] - more.size(), found.get(i));
      }
    }
    return own;
  }

  private void add(int place, NDArray gradient) {
    NDArray before = sums[place];
    if (before == null) {
      sums[place] = scope.keep(gradient);
    } else {
      sums[place] = scope.tensor("sum_of", all.get(place), before, gradient);
      before.close();
    }
  }

  /** One an input, zeros where none came. */
  NDList ofInputs() {
    return between(0, inputs);
  }

  /** One a leaf. */
  NDList ofLeaves() {
    return between(inputs, all.size());
  }

  private NDList between(int low, int high) {
    NDList part = new NDList();
    for (int i = low; i < high; i++) {
      part.add(sums[i] == null ? scope.tensor("zeros_of", all.get(i)) : sums[i]);
    }
    return part;
  }
}
