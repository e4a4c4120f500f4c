-- Sweeps that search: what they vary, where their trials were drawn, and what was decided and why.

ALTER TABLE sweeps
  -- The text of the file, and how many images its budget counts; null where nothing is learnt.
  ADD COLUMN search text,
  ADD COLUMN search_images integer,
  ADD COLUMN search_total integer NOT NULL DEFAULT 0,
  -- The rule that ends trials early, as JSON.
  ADD COLUMN stopping text;

ALTER TABLE sweep_trials
  -- What it is measured against; null is the sweep's own baseline.
  ADD COLUMN baseline_trial text REFERENCES trials,
  -- What it may spend, in the unit of the sweep's budget.
  ADD COLUMN spends double precision,
  ADD COLUMN number integer,
  ADD COLUMN point double precision[],
  ADD COLUMN parameters text;

CREATE TABLE decisions (
  sweep_id text NOT NULL REFERENCES sweeps ON DELETE CASCADE,
  trial_id text NOT NULL REFERENCES trials ON DELETE CASCADE,
  -- At which step of the trial; 0 is before it was queued.
  step bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('SUGGESTED', 'GOES_ON', 'STOPPED')),
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  id bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (sweep_id, trial_id, step)
);
CREATE INDEX decisions_by_sweep ON decisions (sweep_id, id DESC);

-- Whether a trial is to end where it is, with the result it has.
ALTER TABLE trials ADD COLUMN finish_asked boolean NOT NULL DEFAULT false;
