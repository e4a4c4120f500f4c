-- What workers have, and which orchestrators there are: both must be of one version.
ALTER TABLE workers
  ADD COLUMN slot text NOT NULL DEFAULT '',
  ADD COLUMN memory_mib double precision;

CREATE TABLE orchestrators (
  id text PRIMARY KEY,
  host text NOT NULL,
  pid bigint NOT NULL,
  version text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
