package dev.lorsbench.db;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.ResourceClass;
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
  static boolean insert(Handle h, String id, SweepSpec spec, boolean anew, String queue) {
    int added =
        h.createUpdate(
                """
                INSERT INTO sweeps (id, name, parallelism, baseline_trial, state, queue)
                VALUES (:id, :name, :parallelism, :baseline, 'RUNNING', :queue)
                ON CONFLICT DO NOTHING
                """)
            .bind("id", id)
            .bind("name", spec.name())
            .bind("parallelism", spec.parallelism())
            .bind("baseline", spec.baselineTrial().id())
            .bind("queue", queue)
            .execute();
    if (added == 0) {
      return false;
    }
    insertTrials(h, spec.trials());
    insertPlaces(h, id, spec.trials(), 0);
    SweepLimits.set(h, id, spec.limits().byClass());
    SweepPlaces.describe(h, id, spec);
    TrialRequeue.requeue(h, spec.trials().stream().map(TrialSpec::id).toList(), anew);
    return true;
  }

  /** Adds trials behind a sweep's; how many it then has, 0 where it is being cancelled. */
  static int add(Handle h, String id, SweepSpec spec) {
    if (cancelling(h, id)) {
      return 0;
    }
    int first = places(h, id, spec.trials());
    insertTrials(h, spec.trials());
    insertPlaces(h, id, spec.trials(), first);
    TrialRequeue.requeue(h, spec.trials().stream().map(TrialSpec::id).toList(), false);
    takeUp(h, id);
    int all = first + spec.trials().size();
    EventStore.write(h, id, null, "ADDED", spec.trials().size() + " trials, " + all + " in all");
    return all;
  }

  /**
   * Whether a sweep is on its way to its end; nobody else changes it until the transaction ends.
   */
  static boolean cancelling(Handle h, String id) {
    return h.createQuery(
            "SELECT cancel_asked AND ended_at IS NULL FROM sweeps WHERE id = :id FOR UPDATE")
        .bind("id", id)
        .mapTo(boolean.class)
        .one();
  }

  /** A sweep that had ended has not, any more; one that was paused when it ended goes on. */
  static void takeUp(Handle h, String id) {
    h.createUpdate(
            """
            UPDATE sweeps SET ended_at = NULL, state = 'RUNNING', cancel_asked = false,
              paused = paused AND ended_at IS NULL
            WHERE id = :id
            """)
        .bind("id", id)
        .execute();
  }

  /** The first free place behind a sweep's trials, whose names are none of the new ones. */
  static int places(Handle h, String id, List<TrialSpec> added) {
    String[] names = added.stream().map(TrialSpec::name).toArray(String[]::new);
    h.createQuery(
            "SELECT name FROM sweep_trials WHERE sweep_id = :id AND name = ANY (:names) LIMIT 1")
        .bind("id", id)
        .bind("names", names)
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            name -> {
              throw new DatabaseException(
                  "sweep %s has a trial named %s already; name the new one otherwise"
                      .formatted(id, name));
            });
    int first = free(h, id);
    if (first + added.size() > SweepSpec.MOST_TRIALS) {
      throw new DatabaseException(
          "sweep %s would have %d trials; at most %d are allowed"
              .formatted(id, first + added.size(), SweepSpec.MOST_TRIALS));
    }
    return first;
  }

  /** The first place behind a sweep's trials. */
  static int free(Handle h, String id) {
    return h.createQuery(
            "SELECT coalesce(max(position) + 1, 0) FROM sweep_trials WHERE sweep_id = :id")
        .bind("id", id)
        .mapTo(int.class)
        .one();
  }

  static void insertTrials(Handle h, List<TrialSpec> trials) {
    // Everybody locks rows in one order, so that sweeps with common trials never deadlock.
    List<TrialSpec> inOrder = trials.stream().sorted(Comparator.comparing(TrialSpec::id)).toList();
    PreparedBatch data =
        h.prepareBatch(
            """
            INSERT INTO datasets (fingerprint, folder, train_split, val_split)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (fingerprint) DO UPDATE SET folder = excluded.folder,
              train_split = excluded.train_split, val_split = excluded.val_split, seen_at = now()
            """);
    inOrder.stream()
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
    for (TrialSpec t : inOrder) {
      models.add(t.model().json(), t.model().family());
      rows.add(t.id(), t.json(), t.model().family(), t.task().key(), (long) t.train().steps());
    }
    models.execute();
    rows.execute();
  }

  static void insertPlaces(Handle h, String id, List<TrialSpec> trials, int first) {
    PreparedBatch places =
        h.prepareBatch(
            """
            INSERT INTO sweep_trials (sweep_id, trial_id, name, position, queue)
            VALUES (:sweep, :trial, :name, :position, :queue)
            """);
    for (int i = 0; i < trials.size(); i++) {
      TrialSpec t = trials.get(i);
      places
          .bind("sweep", id)
          .bind("trial", t.id())
          .bind("name", t.name())
          .bind("position", first + i)
          .bind("queue", t.resources().map(ResourceClass::queue).orElse(null))
          .add();
    }
    places.execute();
  }
}
