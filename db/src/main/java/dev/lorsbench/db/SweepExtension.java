package dev.lorsbench.db;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.TrialSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Gives trials that have succeeded more steps, within a transaction. What they came to stays: each
 * goes on as a new trial, which names the one that it goes on from.
 */
final class SweepExtension {
  /** A trial that can go on, and its place in the sweep. */
  private record Ended(
      String id, TrialSpec spec, String name, String baseline, double spends, long checkpoint) {
    TrialSpec extended(int steps) {
      if (checkpoint == 0) {
        throw new DatabaseException("trial " + id + " has no checkpoint to go on from");
      }
      if (spec.train().stop().seconds() > 0) {
        throw new DatabaseException(
            "trial %s ends after %s s (budget: wall, or stop.seconds), which more steps do not change"
                .formatted(id, spec.train().stop().seconds()));
      }
      if (spec.train().steps() >= steps) {
        throw new DatabaseException(
            "trial %s has %d steps already; steps must be more than that"
                .formatted(id, spec.train().steps()));
      }
      try {
        return spec.extended(name + "-to-" + steps, checkpoint, steps);
      } catch (ConfigException e) {
        throw new DatabaseException("trial " + id + ": " + e.getMessage(), e);
      }
    }
  }

  private SweepExtension() {}

  /** The new trials, in the order of the sweep; their baselines are those that went on as well. */
  static List<TrialSpec> extend(Handle h, String sweep, List<String> trials, int steps) {
    List<Ended> ended = ended(h, sweep, trials);
    Map<String, String> ids = new HashMap<>();
    List<TrialSpec> added = new ArrayList<>();
    for (Ended e : ended) {
      TrialSpec spec = e.extended(steps);
      ids.put(e.id, spec.id());
      added.add(spec);
    }
    int first = SweepCreation.places(h, sweep, added);
    SweepCreation.insertTrials(h, added);
    SweepCreation.insertPlaces(h, sweep, added, first);
    for (int i = 0; i < added.size(); i++) {
      Ended e = ended.get(i);
      double spends = e.spends / e.spec.train().steps() * steps;
      place(h, sweep, added.get(i).name(), ids.getOrDefault(e.baseline, e.baseline), spends);
      EventStore.write(h, sweep, null, "EXTENDED", line(e, added.get(i)));
    }
    TrialRequeue.requeue(h, added.stream().map(TrialSpec::id).toList(), false);
    return added;
  }

  private static String line(Ended from, TrialSpec to) {
    return "%s goes on as %s from step %d to step %d"
        .formatted(from.name, to.name(), from.checkpoint, to.train().steps());
  }

  private static List<Ended> ended(Handle h, String sweep, List<String> trials) {
    return h.createQuery(
            """
            SELECT * FROM (
              SELECT DISTINCT ON (t.id) t.id, t.spec, st.name, st.position, st.spends,
                coalesce(st.baseline_trial, s.baseline_trial) AS baseline,
                (SELECT coalesce(max(step), 0) FROM checkpoints c WHERE c.trial_id = t.id)
                  AS checkpoint
              FROM sweeps s JOIN sweep_trials st ON st.sweep_id = s.id
              JOIN trials t ON t.id = st.trial_id
              WHERE s.id = :sweep AND t.id = ANY (:trials) AND t.state = 'SUCCEEDED'
              ORDER BY t.id, st.position) AS each_once
            ORDER BY position
            """)
        .bind("sweep", sweep)
        .bind("trials", trials.toArray(String[]::new))
        .map(
            (r, c) ->
                new Ended(
                    r.getString("id"),
                    Specs.parse(r.getString("spec")),
                    r.getString("name"),
                    r.getString("baseline"),
                    r.getDouble("spends"),
                    r.getLong("checkpoint")))
        .list();
  }

  private static void place(Handle h, String sweep, String name, String baseline, double spends) {
    h.createUpdate(
            """
            UPDATE sweep_trials SET baseline_trial = :baseline, spends = :spends
            WHERE sweep_id = :sweep AND name = :name
            """)
        .bind("sweep", sweep)
        .bind("name", name)
        .bind("baseline", baseline)
        .bind("spends", spends)
        .execute();
  }
}
