package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.DecisionStore.Case;
import dev.lorsbench.db.DecisionStore.Verdict;
import dev.lorsbench.db.PromotionStore.Ladder;
import dev.lorsbench.db.PromotionStore.Promotion;
import dev.lorsbench.experiment.StoppingRule;
import java.util.List;
import java.util.Optional;

/** When a trial falls so far behind that it ends early: functions of the ledger's evaluations. */
interface Stopping {
  /** The judge of a rule: where a new one is named. */
  static Stopping of(StoppingRule rule) {
    return switch (rule.kind()) {
      case ASHA -> new SuccessiveHalving();
      case MEDIAN -> new MedianStopping();
    };
  }

  /** What the case's rule says; nothing where it does not judge at this evaluation. */
  Optional<Verdict> judge(Case c);

  /** Who of those that wait is let on; nobody where the rule holds nobody. */
  default List<Promotion> promote(Ladder ladder) {
    return List.of();
  }
}
