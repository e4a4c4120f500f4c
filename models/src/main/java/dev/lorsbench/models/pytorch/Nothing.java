package dev.lorsbench.models.pytorch;

/** Python's {@code None}, and what is read only to be skipped. */
enum Nothing {
  NONE,
  /** An object of an allowed class that tensors do not depend on, such as a NumPy number. */
  IGNORED
}
