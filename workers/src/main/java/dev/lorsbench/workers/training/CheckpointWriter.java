package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.tensors.HostCopy;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes checkpoints while training goes on. The steps are held while the tensors are copied within
 * memory, and where the checkpoint before is still being written: there is one copy, and one write
 * at a time. What a write threw comes out of the next call.
 */
final class CheckpointWriter implements AutoCloseable {
  private final Checkpoints checkpoints;
  private final HostCopy copy;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "checkpoint");
            t.setDaemon(true);
            return t;
          });
  private Runnable write;
  private Future<?> pending;

  /** Writes what {@code copy} takes; closes it at the end. */
  CheckpointWriter(Checkpoints checkpoints, HostCopy copy) {
    this.checkpoints = checkpoints;
    this.copy = copy;
  }

  /**
   * Copies the tensors as they are and begins to write; the write before must have settled.
   *
   * @param about texts that go into the file
   */
  void begin(RunState state, Map<String, String> about, Retention retention) {
    copy.take();
    write = () -> checkpoints.write(state, copy.tensors(), about, retention);
    pending = thread.submit(write);
  }

  /** Whether there is a write that has ended and was not asked about yet. */
  boolean ended() {
    return pending != null && pending.isDone();
  }

  /**
   * Returns once the checkpoint that was begun counts. After a {@link WaitingException} the next
   * call writes the same again.
   *
   * @throws TrialException STORAGE, or WORKER_LOST where a newer attempt has the trial
   */
  void settle() {
    if (write == null) {
      return;
    }
    if (pending == null) {
      pending = thread.submit(write);
    }
    try {
      pending.get();
      write = null;
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a checkpoint was written");
    } finally {
      pending = null;
    }
  }

  private void rethrow(Throwable cause) {
    if (!(cause instanceof WaitingException)) {
      write = null;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    } else if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  /** Lets a write that is under way end, so that its checkpoint counts; then gives up memory. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (pending != null) {
        settle();
      }
    } catch (RuntimeException lost) {
      // Whatever closes this has its own reason, and the checkpoint before still counts.
      write = null;
    } finally {
      copy.close();
    }
  }
}
