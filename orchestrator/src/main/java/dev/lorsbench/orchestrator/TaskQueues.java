package dev.lorsbench.orchestrator;

/** Task queues: one for workflows and light activities, one a resource class for training. */
public final class TaskQueues {
  /** Workflows and the ledger's activities; polled by the orchestrator alone. */
  public static final String CONTROL = "control";

  /** Trials on a CPU slot; polled by workers. */
  public static final String TRAIN_CPU = "train.cpu";

  /** Trials on one GPU; polled by workers. */
  public static final String TRAIN_GPU = "train.gpu.1";

  private TaskQueues() {}
}
