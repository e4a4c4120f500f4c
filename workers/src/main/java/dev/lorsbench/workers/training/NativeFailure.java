package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.util.List;
import java.util.regex.Pattern;

/** What the native engine or the JVM says when it cannot go on, as one line with its class. */
final class NativeFailure {
  private static final Pattern MEMORY =
      Pattern.compile(
          "out of memory|can't allocate memory|not enough memory|Cannot reserve .* of direct"
              // cuBLAS, cuDNN, cuSOLVER, cuSPARSE and cuFFT name a status of their own.
              + "|CU[A-Z]+_STATUS_ALLOC_FAILED|CUFFT_ALLOC_FAILED|cudaErrorMemoryAllocation"
              + "|CUDA_ERROR_OUT_OF_MEMORY",
          Pattern.CASE_INSENSITIVE);

  private NativeFailure() {}

  private static String heap() {
    return "Java heap space; its largest is %d MiB"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  /** The failure of one step with a batch of square images. */
  static TrialException ofStep(long step, int images, int size, Throwable e) {
    return of("step %d with a batch of %d x 3 x %d x %d".formatted(step, images, size, size), e);
  }

  /**
   * The failure of a trial.
   *
   * @param what was asked for, such as {@code step 3 with a batch of 8 x 3 x 800 x 1344}
   */
  static TrialException of(String what, Throwable e) {
    String all = String.valueOf(e.getMessage());
    if (e instanceof OutOfMemoryError || MEMORY.matcher(all).find()) {
      String reason = all.lines().filter(l -> MEMORY.matcher(l).find()).findFirst().orElse(heap());
      return new TrialException(
          Failure.OUT_OF_MEMORY, "out of memory at " + what + ": " + reason.strip(), e);
    }
    // The engine puts its own stack trace first and the reason last.
    List<String> lines = all.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String reason = lines.isEmpty() ? e.getClass().getName() : lines.get(lines.size() - 1);
    return new TrialException(Failure.INTERNAL, what + " failed: " + reason, e);
  }
}
