package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.CocoException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on threads that end with them. */
final class Workers {
  private Workers() {}

  /** The results, in order. */
  static <T> List<T> run(int threads, List<Callable<T>> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> task : pool.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CocoException("the comparison was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CocoException ours) {
        throw ours;
      }
      throw new IllegalStateException("the comparison failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
