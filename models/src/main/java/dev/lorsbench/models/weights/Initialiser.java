package dev.lorsbench.models.weights;

/** How the elements of a fresh tensor are drawn. */
@FunctionalInterface
public interface Initialiser {
  /** Element {@code index} (row-major), drawn from the tensor's own stream. */
  double value(Uniform random, long index);

  /** All zeros. */
  static Initialiser zeros() {
    return constant(0);
  }

  /** All ones. */
  static Initialiser ones() {
    return constant(1);
  }

  /** All {@code value}. */
  static Initialiser constant(double value) {
    return (random, index) -> value;
  }

  /** Uniform in [low, high). */
  static Initialiser uniform(double low, double high) {
    return (random, index) -> low + (high - low) * random.at(index);
  }

  /** Normal around 0. */
  static Initialiser normal(double deviation) {
    return (random, index) -> deviation * random.normal(index);
  }

  /** Xavier (Glorot) uniform: within sqrt(6 / (fanIn + fanOut)). */
  static Initialiser xavier(long fanIn, long fanOut) {
    double bound = Math.sqrt(6.0 / (fanIn + fanOut));
    return uniform(-bound, bound);
  }

  /** Kaiming (He) uniform for ReLU: within sqrt(6 / fanIn). */
  static Initialiser kaimingUniform(long fanIn) {
    double bound = Math.sqrt(6.0 / fanIn);
    return uniform(-bound, bound);
  }

  /** Kaiming (He) normal for ReLU: deviation sqrt(2 / fan). */
  static Initialiser kaimingNormal(long fan) {
    return normal(Math.sqrt(2.0 / fan));
  }

  /** PyTorch's default for linear layers and their biases: within 1 / sqrt(fanIn). */
  static Initialiser linear(long fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    return uniform(-bound, bound);
  }
}
