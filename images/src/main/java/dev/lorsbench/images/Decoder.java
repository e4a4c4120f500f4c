package dev.lorsbench.images;

import java.io.IOException;

/** Reads one format; the bytes are those of a whole file. */
interface Decoder {
  /** Bytes of a file's start that tell the formats apart. */
  int SIGNATURE = 16;

  /** Whether a file begins as this format does. */
  boolean begins(byte[] start);

  /**
   * Size and orientation.
   *
   * @throws IOException {@link BadImage} with the reason, or that of a library
   * @throws IndexOutOfBoundsException if the bytes end too early
   */
  ImageHead head(byte[] bytes) throws IOException;

  /**
   * The stored pixels; the head has been found and its size is within the limit.
   *
   * @throws IOException as {@link #head}
   * @throws IndexOutOfBoundsException if the bytes end too early
   */
  Pixels decode(byte[] bytes) throws IOException;
}
