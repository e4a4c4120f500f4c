package dev.lorsbench.workers.activities;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.DataHolders;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.LostTrials;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.orchestrator.search.EarlyStopping;

/** The stores that an attempt writes to. */
record Ledger(
    TrialStore trials,
    AttemptStore attempts,
    MetricStore metrics,
    EvaluationStore evaluations,
    CheckpointStore checkpoints,
    EventStore events,
    SteeringStore steering,
    DataHolders holders,
    LostTrials lost,
    EarlyStopping stopping) {
  static Ledger of(Database database) {
    return new Ledger(
        new TrialStore(database),
        new AttemptStore(database),
        new MetricStore(database),
        new EvaluationStore(database),
        new CheckpointStore(database),
        new EventStore(database),
        new SteeringStore(database),
        new DataHolders(database),
        new LostTrials(database),
        new EarlyStopping(database));
  }
}
