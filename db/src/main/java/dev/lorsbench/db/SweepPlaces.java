package dev.lorsbench.db;

import dev.lorsbench.experiment.Drawn;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.StoppingRule;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes what trials are in their sweep: measured against what, drawn where; in a transaction. */
final class SweepPlaces {
  private SweepPlaces() {}

  /** What a sweep itself has, besides its trials. */
  static void describe(Handle h, String id, SweepSpec spec) {
    Optional<SearchSpec> learns = spec.search().filter(s -> s.method().learns());
    h.createUpdate(
            """
            UPDATE sweeps SET search = :search, search_total = :total, search_images = :images,
              stopping = :stopping
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("search", learns.map(SearchSpec::document).orElse(null))
        .bind("total", learns.map(SearchSpec::total).orElse(0))
        .bind("images", spec.budget().map(b -> b.images()).orElse(0))
        .bind("stopping", spec.stopping().map(StoppingRule::json).orElse(null))
        .execute();
    describe(h, id, spec, spec.trials());
    spec.budget()
        .filter(b -> b.images() > 0)
        .ifPresent(
            b -> DataHolders.counted(h, spec.trials().get(0).data().fingerprint(), b.images()));
  }

  /** The places of some of a sweep's trials, which are there. */
  static void describe(Handle h, String id, SweepSpec spec, List<TrialSpec> trials) {
    Map<String, String> baselines = spec.baselines();
    Map<String, String> ids = new HashMap<>();
    spec.trials().forEach(t -> ids.put(t.name(), t.id()));
    PreparedBatch places =
        h.prepareBatch(
            """
            UPDATE sweep_trials SET baseline_trial = :baseline, spends = :spends, number = :number,
              point = :point, parameters = :parameters
            WHERE sweep_id = :id AND name = :name
            """);
    for (TrialSpec t : trials) {
      Optional<Drawn> drawn = Optional.ofNullable(spec.drawn().get(t.name()));
      places
          .bind("id", id)
          .bind("name", t.name())
          .bind("baseline", ids.get(baselines.get(t.name())))
          .bind("spends", spec.spends(t))
          .bind("number", drawn.map(Drawn::number).orElse(null))
          // A batch binds all rows as its first one, which may have no point: the type is said
          // here.
          .bindByType(
              "point",
              drawn.map(d -> d.point().toArray(Double[]::new)).orElse(null),
              Double[].class)
          .bind("parameters", drawn.map(Drawn::parametersJson).orElse(null))
          .add();
    }
    places.execute();
  }
}
