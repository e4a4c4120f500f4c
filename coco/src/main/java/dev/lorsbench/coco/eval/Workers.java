package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Pieces of work on a pool, or on the calling thread where there is none. */
public final class Workers {
  private Workers() {}

  /** Gives the work a pool of so many threads for as long as it lasts; none for one thread. */
  public static <T> T with(int threads, Function<ExecutorService, T> work) {
    if (threads == 1) {
      return work.apply(null);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return work.apply(pool);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Does all the work and gives its results in order.
   *
   * @param pool null for the calling thread
   * @throws CocoException if the thread is interrupted
   */
  public static <T> List<T> all(List<Callable<T>> work, ExecutorService pool) {
    try {
      if (pool != null) {
        return pool.invokeAll(work).stream().map(Workers::result).toList();
      }
      List<T> results = new ArrayList<>(work.size());
      for (Callable<T> piece : work) {
        results.add(piece.call());
      }
      return results;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /** Waits for a result; what was thrown there is thrown here. */
  static <T> T result(Future<T> of) {
    try {
      return of.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    }
  }

  private static CocoException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CocoException("interrupted", e);
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException plain
        ? plain
        : new IllegalStateException("a piece of work failed", cause);
  }
}
