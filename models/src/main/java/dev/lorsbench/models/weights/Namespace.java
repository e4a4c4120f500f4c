package dev.lorsbench.models.weights;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.weights.Weight.Kind;
import java.util.List;

/**
 * A prefix of names within a model's {@link Weights}, under which a layer makes its tensors.
 *
 * @param frozen whether the parameters made here stay as they are
 */
public record Namespace(Weights weights, String prefix, boolean frozen) {
  /** A namespace below this one. */
  public Namespace under(String name) {
    return new Namespace(weights, full(name), frozen);
  }

  /** The same names, whose parameters are frozen if {@code freeze} (or already here). */
  public Namespace frozen(boolean freeze) {
    return new Namespace(weights, prefix, frozen || freeze);
  }

  /** Makes a parameter. */
  public NDArray parameter(String name, Initialiser initialiser, long... shape) {
    return weights.make(full(name), frozen ? Kind.FROZEN : Kind.TRAINABLE, initialiser, shape);
  }

  /** Makes running statistics. */
  public NDArray buffer(String name, Initialiser initialiser, long... shape) {
    return weights.make(full(name), Kind.BUFFER, initialiser, shape);
  }

  /** Random numbers of the model's seed and this name. */
  public Uniform stream(String name) {
    return new Uniform(weights.seed(), full(name));
  }

  /** A linear layer's weight [out, in] by Xavier's rule and its bias [out]. */
  public List<NDArray> linear(String name, long in, long out) {
    return linear(name, Initialiser.xavier(in, out), Initialiser.linear(in), in, out);
  }

  /** A linear layer's weight [out, in] and bias [out]. */
  public List<NDArray> linear(
      String name, Initialiser weight, Initialiser bias, long in, long out) {
    Namespace here = under(name);
    return List.of(here.parameter("weight", weight, out, in), here.parameter("bias", bias, out));
  }

  /** A normalisation's weight [channels], ones, and bias [channels], zeros. */
  public List<NDArray> norm(String name, long channels) {
    Namespace here = under(name);
    return List.of(
        here.parameter("weight", Initialiser.ones(), channels),
        here.parameter("bias", Initialiser.zeros(), channels));
  }

  private String full(String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
