-- The ledger: what was asked for, what ran, what came of it.

CREATE TABLE datasets (
  fingerprint text PRIMARY KEY,
  folder text NOT NULL,
  train_split text NOT NULL,
  val_split text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE models (
  config text PRIMARY KEY,
  family text NOT NULL,
  decoder_parameters bigint
);

CREATE TABLE sweeps (
  id text PRIMARY KEY,
  name text NOT NULL,
  parallelism integer NOT NULL CHECK (parallelism > 0),
  baseline_trial text NOT NULL,
  state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  cancel_asked boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE INDEX sweeps_by_time ON sweeps (created_at DESC, id);
CREATE INDEX sweeps_open ON sweeps (id) WHERE ended_at IS NULL;

CREATE TABLE trials (
  id text PRIMARY KEY,
  spec text NOT NULL,
  family text NOT NULL,
  state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  failure text,
  message text,
  -- Which run of the trial's workflow may begin attempts: the newest one.
  run text,
  -- The newest attempt's number; a writer with another one is refused.
  fence bigint NOT NULL DEFAULT 0,
  cancel_asked boolean NOT NULL DEFAULT false,
  phase text NOT NULL DEFAULT '',
  step bigint NOT NULL DEFAULT 0,
  steps bigint NOT NULL,
  loss double precision,
  images_per_second double precision,
  eta_seconds double precision,
  last_ap double precision,
  decoder_parameters bigint,
  ap double precision,
  ap50 double precision,
  ap75 double precision,
  train_seconds double precision,
  peak_mib double precision,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX trials_by_ap ON trials (ap DESC NULLS LAST, id);

CREATE TABLE sweep_trials (
  sweep_id text NOT NULL REFERENCES sweeps ON DELETE CASCADE,
  trial_id text NOT NULL REFERENCES trials,
  name text NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (sweep_id, position),
  UNIQUE (sweep_id, name)
);
CREATE INDEX sweep_trials_by_trial ON sweep_trials (trial_id, sweep_id);

CREATE TABLE attempts (
  trial_id text NOT NULL REFERENCES trials ON DELETE CASCADE,
  fence bigint NOT NULL,
  run text NOT NULL,
  turn integer NOT NULL,
  worker text NOT NULL,
  from_step bigint,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  outcome text,
  message text,
  PRIMARY KEY (trial_id, fence)
);

-- Wide tables of numbers: the key is the only index, in the order in which series are read.
CREATE TABLE metrics (
  trial_id text NOT NULL REFERENCES trials ON DELETE CASCADE,
  name text NOT NULL,
  step bigint NOT NULL,
  value double precision NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trial_id, name, step)
);

CREATE TABLE evaluations (
  trial_id text NOT NULL REFERENCES trials ON DELETE CASCADE,
  step bigint NOT NULL,
  ap double precision NOT NULL,
  ap50 double precision NOT NULL,
  ap75 double precision NOT NULL,
  ap_small double precision NOT NULL,
  ap_medium double precision NOT NULL,
  ap_large double precision NOT NULL,
  seconds double precision NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trial_id, step)
);

CREATE TABLE checkpoints (
  trial_id text NOT NULL REFERENCES trials ON DELETE CASCADE,
  step bigint NOT NULL,
  fence bigint NOT NULL,
  path text NOT NULL,
  crc32c text NOT NULL,
  bytes bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (trial_id, step)
);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sweep_id text REFERENCES sweeps ON DELETE CASCADE,
  trial_id text REFERENCES trials ON DELETE CASCADE,
  kind text NOT NULL,
  message text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX events_by_trial ON events (trial_id, id DESC);
CREATE INDEX events_by_sweep ON events (sweep_id, id DESC);

CREATE TABLE workers (
  id text PRIMARY KEY,
  host text NOT NULL,
  pid bigint NOT NULL,
  queue text NOT NULL,
  device text NOT NULL,
  version text NOT NULL,
  trial_id text,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX workers_by_time ON workers (seen_at);
