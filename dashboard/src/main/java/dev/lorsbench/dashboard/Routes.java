package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.Guard;
import dev.lorsbench.dashboard.access.KeyGate;
import dev.lorsbench.dashboard.health.HealthApi;
import dev.lorsbench.dashboard.http.Keys;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.leaderboard.LeaderboardPage;
import dev.lorsbench.dashboard.leaderboard.Query;
import dev.lorsbench.dashboard.live.Events;
import dev.lorsbench.dashboard.sweep.SteeringApi;
import dev.lorsbench.dashboard.sweep.SweepApi;
import dev.lorsbench.dashboard.sweep.SweepPage;
import dev.lorsbench.dashboard.trial.TrialApi;
import dev.lorsbench.dashboard.trial.TrialPage;
import dev.lorsbench.dashboard.worker.WorkersApi;
import dev.lorsbench.dashboard.worker.WorkersPage;
import io.javalin.config.RoutesConfig;

/** Everything the dashboard answers to. */
record Routes(
    Guard guard,
    KeyGate key,
    LeaderboardPage leaderboard,
    SweepPage sweeps,
    TrialPage trials,
    WorkersPage workers,
    LeaderboardApi leaderboardApi,
    SweepApi sweepApi,
    SteeringApi steeringApi,
    TrialApi trialApi,
    WorkersApi workersApi,
    HealthApi health,
    Events events) {

  void install(RoutesConfig routes) {
    routes.before(guard::headers);
    routes.before(guard::host);
    routes.before(guard::sameOrigin);
    routes.before(key::check);

    routes.get("/", Keys.only(leaderboard::page, Query.KEYS));
    routes.get("/sweeps", Keys.only(sweeps::list, "limit"));
    routes.get("/sweeps/{id}", Keys.only(sweeps::page));
    routes.get("/trials/{id}", Keys.only(trials::page));
    routes.get("/workers", Keys.only(workers::page));

    // What the pages fetch again when the stream says that it changed.
    routes.get("/fragments/leaderboard", Keys.only(leaderboard::board, Query.KEYS));
    routes.get("/fragments/sweeps", Keys.only(sweeps::rows, "limit"));
    routes.get("/fragments/sweeps/{id}", Keys.only(sweeps::body));
    routes.get("/fragments/sweeps/{id}/log", Keys.only(sweeps::log));
    routes.get("/fragments/trials/{id}/progress", Keys.only(trials::progress));
    routes.get("/fragments/trials/{id}/log", Keys.only(trials::log));
    routes.get("/fragments/workers", Keys.only(workers::rows));
    routes.sse("/events", events::follow);

    routes.get("/healthz", health::brief);
    routes.get("/api/v1/health", Keys.only(health::health));
    routes.get("/api/v1/leaderboard", Keys.only(leaderboardApi::rows, Query.KEYS));
    routes.get("/api/v1/sweeps", Keys.only(sweepApi::list, "limit"));
    routes.post("/api/v1/sweeps", Keys.only(sweepApi::submit));
    routes.get("/api/v1/sweeps/{id}", Keys.only(sweepApi::sweep));
    routes.post("/api/v1/sweeps/{id}/cancel", Keys.form(sweepApi::cancel));
    routes.post("/api/v1/sweeps/{id}/pause", Keys.form(steeringApi::pause));
    routes.post("/api/v1/sweeps/{id}/resume", Keys.form(steeringApi::resume));
    routes.post("/api/v1/sweeps/{id}/retry", Keys.form(steeringApi::retry));
    routes.post(
        "/api/v1/sweeps/{id}/parallelism", Keys.form(steeringApi::parallelism, "value", "class"));
    routes.post("/api/v1/sweeps/{id}/priority", Keys.form(steeringApi::priority, "value"));
    routes.post("/api/v1/sweeps/{id}/trials", Keys.only(steeringApi::add));
    routes.post("/api/v1/sweeps/{id}/extend", Keys.form(steeringApi::extend, "value"));
    routes.get("/api/v1/trials/{id}", Keys.only(trialApi::trial));
    routes.get("/api/v1/trials/{id}/metrics", Keys.only(trialApi::metrics, "name", "points"));
    routes.post("/api/v1/trials/{id}/cancel", Keys.form(trialApi::cancel));
    routes.post("/api/v1/trials/{id}/retry", Keys.form(trialApi::retry));
    routes.post("/api/v1/trials/{id}/stop", Keys.form(trialApi::stop));
    routes.get("/api/v1/workers", Keys.only(workersApi::list));
    routes.post("/api/v1/trials/{id}/extend", Keys.form(trialApi::extend, "value"));
  }
}
