package dev.lorsbench.workers.training;

/**
 * What a machine gives to a run. Of these only the threads can change its bits.
 *
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}
 * @param threads native threads, at least 1; a trial's own setting and a checkpoint's go before it
 * @param decodingThreads that read images ahead of the steps, at least 1
 * @param imageCacheBytes how much each split's decoded images may hold
 */
public record TrainingOptions(
    String device, int threads, int decodingThreads, long imageCacheBytes) {
  private static final long CACHE = 256L << 20;

  /** A run that has so many cores to itself. */
  public static TrainingOptions cores(int cores) {
    return new TrainingOptions("cpu", cores, Math.max(1, Math.min(cores, 4)), CACHE);
  }

  /** The same on another device. */
  public TrainingOptions on(String other) {
    return new TrainingOptions(other, threads, decodingThreads, imageCacheBytes);
  }
}
