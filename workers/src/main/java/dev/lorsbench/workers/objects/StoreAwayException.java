package dev.lorsbench.workers.objects;

import dev.lorsbench.workers.training.WaitingException;

/** A store does not answer, or says that it is busy; what it held before stands. */
public final class StoreAwayException extends WaitingException {
  private static final long serialVersionUID = 1L;

  StoreAwayException(String message, Throwable cause) {
    super("store away", message, cause);
  }
}
