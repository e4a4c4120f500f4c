package dev.lorsbench.models.torch;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What every native operation goes through, and none any more once it is shut. */
final class Gate {
  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  private Gate() {}

  static void enter() {
    LOCK.readLock().lock();
  }

  static void leave() {
    LOCK.readLock().unlock();
  }

  /** Returns when no operation runs; whoever comes later waits for ever. */
  static void shut() {
    LOCK.writeLock().lock();
  }
}
