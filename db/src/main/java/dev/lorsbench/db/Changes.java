package dev.lorsbench.db;

import java.util.HashMap;
import java.util.Map;

/** What moves in the ledger, read in one statement however many watch. */
public final class Changes {
  private final Database database;

  /** The changes of that ledger. */
  public Changes(Database database) {
    this.database = database;
  }

  /**
   * For each topic a text that differs whenever what it names does: {@code board} (states and
   * results of all trials), {@code sweeps}, {@code workers}, {@code sweep-ID} of unfinished sweeps,
   * {@code trial-ID} (progress) and {@code log-ID} (attempts, evaluations, checkpoints, events) of
   * unfinished trials. What ended leaves the map, which is its last change. Heartbeats that say
   * nothing new change {@code workers} every ten seconds, however many there are.
   */
  public Map<String, String> topics() {
    return database.with(
        h -> {
          Map<String, String> topics = new HashMap<>();
          h.createQuery(
                  """
                  WITH moving AS (
                    SELECT t.id, %1$s AS state, concat_ws(' ', %1$s, t.fence, t.phase, t.step, t.loss,
                      t.last_score, t.decoder_parameters) AS place
                    FROM trials t WHERE t.state IN ('QUEUED', 'RUNNING'))
                  SELECT 'board' AS topic, concat_ws(' ', count(*), sum(fence),
                      max(ended_at),
                      (SELECT count(*) FROM moving WHERE state = 'QUEUED'),
                      (SELECT count(*) FROM moving WHERE state = 'RUNNING'),
                      count(*) FILTER (WHERE state = 'SUCCEEDED'),
                      count(*) FILTER (WHERE state = 'FAILED'),
                      sum(decoder_parameters)) AS place FROM trials
                  UNION ALL
                  SELECT 'trial-' || id, place FROM moving
                  UNION ALL
                  SELECT 'log-' || m.id, concat_ws(' ',
                      (SELECT max(e.id) FROM events e WHERE e.trial_id = m.id),
                      (SELECT max(a.fence) FROM attempts a WHERE a.trial_id = m.id),
                      (SELECT max(v.step) FROM evaluations v WHERE v.trial_id = m.id),
                      (SELECT max(c.step) FROM checkpoints c WHERE c.trial_id = m.id))
                  FROM moving m
                  UNION ALL
                  SELECT 'sweep-' || s.id, concat_ws(' ', s.cancel_asked, s.paused, s.parallelism, s.priority,
                      (SELECT max(e.id) FROM events e WHERE e.sweep_id = s.id),
                      string_agg(concat(t.state, ' ', m.place), ',' ORDER BY st.position))
                  FROM sweeps s JOIN sweep_trials st ON st.sweep_id = s.id
                  JOIN trials t ON t.id = st.trial_id LEFT JOIN moving m ON m.id = t.id
                  WHERE s.ended_at IS NULL GROUP BY s.id
                  UNION ALL
                  SELECT 'workers', concat_ws(' ', floor(extract(epoch FROM max(w.seen_at)) / 10),
                      string_agg(concat_ws(' ', w.id, w.draining,
                        w.seen_at > now() - :alive, w.trial_id,
                        cardinality(w.datasets), m.place), ',' ORDER BY w.id))
                  FROM workers w LEFT JOIN moving m ON m.id = w.trial_id
                  WHERE w.seen_at > now() - :listed
                  UNION ALL
                  SELECT 'sweeps', concat_ws(' ', (SELECT count(*) FROM sweeps),
                      (SELECT max(ended_at) FROM sweeps), (SELECT count(*) FROM sweeps WHERE cancel_asked),
                      (SELECT count(*) FROM sweeps WHERE paused),
                      (SELECT count(*) FROM trials WHERE state IN ('QUEUED', 'RUNNING')))
                  """
                      .formatted(LostWorker.STATE))
              .bind("alive", Silence.LOST)
              .bind("listed", Silence.LISTED)
              .map((r, c) -> Map.entry(r.getString("topic"), r.getString("place")))
              .forEach(e -> topics.put(e.getKey(), e.getValue()));
          return topics;
        });
  }
}
