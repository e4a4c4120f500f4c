package dev.lorsbench.workers.training;

import java.nio.file.Path;

/** A file could not be written for want of space; what it held before stands. */
final class DiskFullException extends WaitingException {
  private static final long serialVersionUID = 1L;

  DiskFullException(Path file, Throwable cause) {
    super("disk full", "no space left to write " + file + "; free some and it goes on", cause);
  }
}
