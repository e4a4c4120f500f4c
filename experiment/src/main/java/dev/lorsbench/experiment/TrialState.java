package dev.lorsbench.experiment;

/** Where a trial stands in the ledger. */
public enum TrialState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen unless somebody asks. */
  public boolean ended() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
