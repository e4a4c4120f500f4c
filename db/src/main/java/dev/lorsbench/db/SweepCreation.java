package dev.lorsbench.db;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a new sweep, its trials and their places, within a transaction. */
final class SweepCreation {
  private SweepCreation() {}

  /** Whether the sweep is new; else nothing was written. */
  static boolean insert(Handle h, String id, SweepSpec spec, boolean anew) {
    TrialSpec baseline =
        spec.trials().stream()
            .filter(t -> t.name().equals(spec.baseline()))
            .findFirst()
            .orElseThrow();
    int added =
        h.createUpdate(
                """
                INSERT INTO sweeps (id, name, parallelism, baseline_trial, state)
                VALUES (:id, :name, :parallelism, :baseline, 'RUNNING') ON CONFLICT DO NOTHING
                """)
            .bind("id", id)
            .bind("name", spec.name())
            .bind("parallelism", spec.parallelism())
            .bind("baseline", baseline.id())
            .execute();
    if (added == 0) {
      return false;
    }
    // Everybody locks rows in one order, so that sweeps with common trials never deadlock.
    insertTrials(h, spec.trials().stream().sorted(Comparator.comparing(TrialSpec::id)).toList());
    insertPlaces(h, id, spec.trials());
    TrialRequeue.requeue(h, spec.trials().stream().map(TrialSpec::id).toList(), anew);
    return true;
  }

  private static void insertTrials(Handle h, List<TrialSpec> trials) {
    PreparedBatch data =
        h.prepareBatch(
            """
            INSERT INTO datasets (fingerprint, folder, train_split, val_split)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (fingerprint) DO UPDATE SET folder = excluded.folder,
              train_split = excluded.train_split, val_split = excluded.val_split, seen_at = now()
            """);
    trials.stream()
        .map(TrialSpec::data)
        .distinct()
        .forEach((DataConfig d) -> data.add(d.fingerprint(), d.folder(), d.train(), d.val()));
    data.execute();
    PreparedBatch models =
        h.prepareBatch("INSERT INTO models (config, family) VALUES (?, ?) ON CONFLICT DO NOTHING");
    PreparedBatch rows =
        h.prepareBatch(
            """
            INSERT INTO trials (id, spec, family, task, state, steps)
            VALUES (?, ?, ?, ?, 'QUEUED', ?)
            ON CONFLICT (id) DO UPDATE SET spec = excluded.spec
            WHERE trials.state <> 'RUNNING'
            """);
    for (TrialSpec t : trials) {
      models.add(t.model().json(), t.model().family());
      rows.add(t.id(), t.json(), t.model().family(), t.task().key(), (long) t.train().steps());
    }
    models.execute();
    rows.execute();
  }

  private static void insertPlaces(Handle h, String id, List<TrialSpec> trials) {
    PreparedBatch places =
        h.prepareBatch(
            "INSERT INTO sweep_trials (sweep_id, trial_id, name, position) VALUES (?, ?, ?, ?)");
    for (int i = 0; i < trials.size(); i++) {
      places.add(id, trials.get(i).id(), trials.get(i).name(), i);
    }
    places.execute();
  }
}
