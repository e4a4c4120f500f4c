-- Trials of one sweep may need different workers: where each goes, null being where the sweep goes,
-- and how many of a class run at once, by the class's name.
ALTER TABLE sweep_trials ADD COLUMN queue text;
ALTER TABLE sweeps ADD COLUMN limits jsonb NOT NULL DEFAULT '{}';

-- A trial may wait at a rung and be let on later, both at the same step.
ALTER TABLE decisions DROP CONSTRAINT decisions_kind_check;
ALTER TABLE decisions ADD CONSTRAINT decisions_kind_check
  CHECK (kind IN ('SUGGESTED', 'GOES_ON', 'STOPPED', 'PAUSED', 'PROMOTED'));
ALTER TABLE decisions DROP CONSTRAINT decisions_pkey;
ALTER TABLE decisions ADD PRIMARY KEY (sweep_id, trial_id, step, kind);

-- How many images are trained on, once somebody has counted them; budgets of epochs need it.
ALTER TABLE datasets ADD COLUMN train_images integer;
