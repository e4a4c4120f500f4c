package dev.lorsbench.models.counting;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up costs under the part and the stage that are being walked through. */
final class Tally {
  /** In place of a stage: outside the decoder, or shared by all stages. */
  static final int NO_STAGE = -1;

  private static final long FLOAT = 4;

  private final Map<Part, Cost> byPart = new EnumMap<>(Part.class);
  private final Map<Integer, Cost> byStage = new TreeMap<>();
  private Part part;
  private int stage = NO_STAGE;
  private boolean frozen;

  /** What follows belongs to this part and stage. */
  Tally at(Part next, int nextStage) {
    part = next;
    stage = nextStage;
    return this;
  }

  /** Whether the parameters that follow stay as they are, and so keep nothing. */
  void frozen(boolean now) {
    frozen = now;
  }

  boolean frozen() {
    return frozen;
  }

  void parameters(long n) {
    add(frozen ? new Cost(0, n, 0, 0, 0) : new Cost(n, 0, 0, 0, 0));
  }

  void buffers(long n) {
    add(new Cost(0, 0, n, 0, 0));
  }

  void multiplyAdds(long n) {
    add(new Cost(0, 0, 0, n, 0));
  }

  /** float32 elements kept for the backward pass, unless frozen. */
  void kept(long elements) {
    keptBytes(FLOAT * elements);
  }

  void keptBytes(long bytes) {
    add(new Cost(0, 0, 0, 0, frozen ? 0 : bytes));
  }

  /** W [out, in] and b [out] on rows: its work and parameters; what it keeps is its input's. */
  void linear(long rows, long in, long out) {
    parameters(in * out + out);
    multiplyAdds(rows * in * out);
  }

  /** A LayerNorm over rows of c with affine: keeps its input, a mean and a deviation a row. */
  void layerNorm(long rows, long c) {
    parameters(2 * c);
    kept(rows * c + 2 * rows);
  }

  private void add(Cost cost) {
    byPart.merge(part, cost, Cost::plus);
    if (part.inDecoder()) {
      byStage.merge(stage, cost, Cost::plus);
    }
  }

  DetectorCost result() {
    return new DetectorCost(byPart, byStage);
  }
}
