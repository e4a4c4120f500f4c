package dev.lorsbench.db;

import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Sweeps whose trials follow from results: what they have tried, and what they try next. */
public final class SearchStore {
  private final Database database;

  /** The searches of that ledger. */
  public SearchStore(Database database) {
    this.database = database;
  }

  /**
   * A search as it stands.
   *
   * @param document the text of the sweep's file
   * @param images that its budget counts, 0 where it counts none
   * @param total how many trials it may draw
   * @param parallelism how many of its trials run at once
   * @param open how many of the sweep's trials are queued or running
   * @param tried its own trials, by number
   */
  public record Search(
      String document, int images, int total, int parallelism, int open, List<Tried> tried) {}

  /**
   * One trial of a search.
   *
   * @param point where it was drawn, one coordinate in [0, 1) a parameter
   * @param score the headline metric of its result; NaN while there is none
   * @param decoderParameters 0 while unknown
   */
  public record Tried(
      String name,
      int number,
      List<Double> point,
      TrialSpec spec,
      TrialState state,
      double score,
      long decoderParameters) {}

  /**
   * What a search tries next.
   *
   * @param sweep with all its trials, those that it has and those that are new
   * @param reasons by the new trials' names
   */
  public record Next(SweepSpec sweep, Map<String, String> reasons) {}

  /**
   * Lets a search choose from results, and adds the trials that it chose; nobody else adds or
   * judges trials of the sweep meanwhile.
   *
   * @param choose answers nothing where nothing is to be added
   * @return whether the search may want more later: it has neither ended nor drawn all its trials
   */
  public boolean extend(String sweep, Function<Search, Optional<Next>> choose) {
    return database.inTransaction(
        h -> {
          Optional<Search> search = lock(h, sweep);
          if (search.isEmpty()) {
            return false;
          }
          Optional<Next> next = choose.apply(search.get());
          next.ifPresent(n -> add(h, sweep, n));
          int added = next.map(n -> n.reasons().size()).orElse(0);
          return search.get().tried().size() + added < search.get().total();
        });
  }

  private static Optional<Search> lock(Handle h, String sweep) {
    h.execute("SELECT 1 FROM sweeps WHERE id = ? FOR UPDATE", sweep);
    List<Tried> tried = tried(h, sweep);
    return h.createQuery(
            """
            SELECT s.*, (SELECT count(DISTINCT t.id) FROM sweep_trials st
              JOIN trials t ON t.id = st.trial_id
              WHERE st.sweep_id = s.id AND t.state IN ('QUEUED', 'RUNNING')) AS open
            FROM sweeps s
            WHERE id = :id AND search IS NOT NULL AND ended_at IS NULL AND NOT cancel_asked
            """)
        .bind("id", sweep)
        .map(
            (r, c) ->
                new Search(
                    r.getString("search"),
                    r.getInt("search_images"),
                    r.getInt("search_total"),
                    r.getInt("parallelism"),
                    r.getInt("open"),
                    tried))
        .findOne();
  }

  private static List<Tried> tried(Handle h, String sweep) {
    return h.createQuery(
            """
            SELECT st.name, st.number, st.point, t.spec, t.state, t.decoder_parameters,
              CASE WHEN t.state = 'SUCCEEDED' THEN t.score END AS score
            FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
            WHERE st.sweep_id = :id AND st.point IS NOT NULL ORDER BY st.number
            """)
        .bind("id", sweep)
        .map((r, c) -> tried(r))
        .list();
  }

  private static Tried tried(ResultSet r) throws SQLException {
    return new Tried(
        r.getString("name"),
        r.getInt("number"),
        Arrays.asList((Double[]) r.getArray("point").getArray()),
        Specs.parse(r.getString("spec")),
        TrialState.valueOf(r.getString("state")),
        Trial.number(r, "score"),
        r.getLong("decoder_parameters"));
  }

  private static void add(Handle h, String sweep, Next next) {
    Set<String> there =
        new HashSet<>(
            h.createQuery("SELECT name FROM sweep_trials WHERE sweep_id = :id")
                .bind("id", sweep)
                .mapTo(String.class)
                .list());
    List<TrialSpec> added =
        next.sweep().trials().stream().filter(t -> !there.contains(t.name())).toList();
    int first = SweepCreation.free(h, sweep);
    SweepCreation.insertTrials(h, added);
    SweepCreation.insertPlaces(h, sweep, added, first);
    SweepPlaces.describe(h, sweep, next.sweep(), added);
    TrialRequeue.requeue(h, added.stream().map(TrialSpec::id).toList(), false);
    for (TrialSpec t : added) {
      Optional.ofNullable(next.reasons().get(t.name()))
          .ifPresent(reason -> DecisionStore.write(h, sweep, t.id(), 0, "SUGGESTED", reason));
    }
  }
}
