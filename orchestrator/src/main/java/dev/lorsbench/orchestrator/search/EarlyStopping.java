package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.PromotionStore;

/**
 * Ends trials early by their sweeps' rules. Asked by the activity that trains, after each
 * evaluation that is in the ledger.
 */
public final class EarlyStopping {
  private final DecisionStore decisions;
  private final PromotionStore promotions;

  /** Judges by what that ledger has. */
  public EarlyStopping(Database database) {
    this.decisions = new DecisionStore(database);
    this.promotions = new PromotionStore(database);
  }

  /**
   * Decides once whether a trial that was evaluated at a step goes on; the ledger says why.
   *
   * @return whether it is asked to end
   */
  public boolean evaluated(String trial, long step) {
    return decisions.judge(trial, step, c -> Stopping.of(c.rule()).judge(c));
  }

  /**
   * Lets trials on that were held at a rung and are among its best by now; the ledger says why.
   *
   * @return whether the sweep may let trials on later
   */
  public boolean promote(String sweep) {
    return promotions.promote(sweep, ladder -> Stopping.of(ladder.rule()).promote(ladder));
  }
}
