package dev.lorsbench.models.tensors;

import java.nio.ByteBuffer;

/** A named tensor to be written; its bytes are asked for once, when their turn comes. */
public interface TensorSource {
  /** The name in the file. */
  String name();

  /** The element type. */
  ElementType type();

  /** Sizes of the axes; empty for a scalar. */
  long[] shape();

  /** The elements, row-major and little-endian, from position to limit. */
  ByteBuffer data();
}
