package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/**
 * A trial as the ledger has it. Numbers that are not known yet are NaN, times null.
 *
 * @param fence the number of the newest attempt, 0 before the first
 * @param phase what the worker does now: {@code loading}, {@code training}, {@code evaluating}
 * @param lastScore the headline metric at the last evaluation
 * @param decoderParameters 0 while unknown
 * @param failure why it ended, or why it waits for another attempt
 * @param halved whether it goes on with half its batch at a time, since memory ran out
 */
public record Trial(
    String id,
    TrialSpec spec,
    TrialState state,
    Optional<Failure> failure,
    String message,
    long fence,
    String phase,
    long step,
    long steps,
    double loss,
    double imagesPerSecond,
    double etaSeconds,
    double lastScore,
    long decoderParameters,
    double ap,
    double ap50,
    double ap75,
    double top1,
    double trainSeconds,
    double peakMib,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    boolean halved) {

  /** The headline metric: of the result, or of the last evaluation while there is none. */
  public double score() {
    double result =
        switch (spec.task()) {
          case DETECTION -> ap;
          case CLASSIFICATION -> top1;
        };
    return Double.isNaN(result) ? lastScore : result;
  }

  static Trial map(ResultSet r) throws SQLException {
    String message = r.getString("message");
    boolean lost = r.getBoolean("lost");
    return new Trial(
        r.getString("id"),
        Specs.parse(r.getString("spec")),
        LostWorker.state(lost, r.getString("state")),
        LostWorker.failure(lost, failure(r)),
        LostWorker.message(lost, message == null ? "" : message),
        r.getLong("fence"),
        lost ? "" : r.getString("phase"),
        r.getLong("step"),
        r.getLong("steps"),
        number(r, "loss"),
        number(r, "images_per_second"),
        number(r, "eta_seconds"),
        number(r, "last_score"),
        r.getLong("decoder_parameters"),
        number(r, "ap"),
        number(r, "ap50"),
        number(r, "ap75"),
        number(r, "top1"),
        number(r, "train_seconds"),
        number(r, "peak_mib"),
        time(r, "created_at"),
        time(r, "started_at"),
        time(r, "ended_at"),
        r.getBoolean("halved"));
  }

  static Optional<Failure> failure(ResultSet r) throws SQLException {
    return Optional.ofNullable(r.getString("failure")).map(Failure::valueOf);
  }

  static double number(ResultSet r, String column) throws SQLException {
    double value = r.getDouble(column);
    return r.wasNull() ? Double.NaN : value;
  }

  static Instant time(ResultSet r, String column) throws SQLException {
    Timestamp at = r.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
