package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.Guard;
import dev.lorsbench.dashboard.access.KeyGate;
import dev.lorsbench.dashboard.health.HealthApi;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.leaderboard.LeaderboardPage;
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

    routes.get("/", leaderboard::page);
    routes.get("/sweeps", sweeps::list);
    routes.get("/sweeps/{id}", sweeps::page);
    routes.get("/trials/{id}", trials::page);
    routes.get("/workers", workers::page);

    // What the pages fetch again when the stream says that it changed.
    routes.get("/fragments/leaderboard", leaderboard::board);
    routes.get("/fragments/sweeps", sweeps::rows);
    routes.get("/fragments/sweeps/{id}", sweeps::body);
    routes.get("/fragments/sweeps/{id}/log", sweeps::log);
    routes.get("/fragments/trials/{id}/progress", trials::progress);
    routes.get("/fragments/trials/{id}/log", trials::log);
    routes.get("/fragments/workers", workers::rows);
    routes.sse("/events", events::follow);

    routes.get("/healthz", health::brief);
    routes.get("/api/v1/health", health::health);
    routes.get("/api/v1/leaderboard", leaderboardApi::rows);
    routes.get("/api/v1/sweeps", sweepApi::list);
    routes.post("/api/v1/sweeps", sweepApi::submit);
    routes.get("/api/v1/sweeps/{id}", sweepApi::sweep);
    routes.post("/api/v1/sweeps/{id}/cancel", sweepApi::cancel);
    routes.post("/api/v1/sweeps/{id}/pause", steeringApi::pause);
    routes.post("/api/v1/sweeps/{id}/resume", steeringApi::resume);
    routes.post("/api/v1/sweeps/{id}/retry", steeringApi::retry);
    routes.post("/api/v1/sweeps/{id}/parallelism", steeringApi::parallelism);
    routes.post("/api/v1/sweeps/{id}/priority", steeringApi::priority);
    routes.post("/api/v1/sweeps/{id}/trials", steeringApi::add);
    routes.post("/api/v1/sweeps/{id}/extend", steeringApi::extend);
    routes.get("/api/v1/trials/{id}", trialApi::trial);
    routes.get("/api/v1/trials/{id}/metrics", trialApi::metrics);
    routes.post("/api/v1/trials/{id}/cancel", trialApi::cancel);
    routes.post("/api/v1/trials/{id}/retry", trialApi::retry);
    routes.post("/api/v1/trials/{id}/stop", trialApi::stop);
    routes.get("/api/v1/workers", workersApi::list);
    routes.post("/api/v1/trials/{id}/extend", trialApi::extend);
  }
}
