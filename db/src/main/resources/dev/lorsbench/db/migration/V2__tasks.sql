-- Trials of more than one task: each has a headline metric, by which it is ranked and compared.

ALTER TABLE trials
  ADD COLUMN task text NOT NULL DEFAULT 'detection' CHECK (task IN ('detection', 'classification')),
  ADD COLUMN top1 double precision;
ALTER TABLE trials
  ADD COLUMN score double precision
    GENERATED ALWAYS AS (CASE task WHEN 'classification' THEN top1 ELSE ap END) STORED;
ALTER TABLE trials RENAME COLUMN last_ap TO last_score;
DROP INDEX trials_by_ap;
CREATE INDEX trials_by_score ON trials (task DESC, score DESC NULLS LAST, id);

-- -1 where undefined, as the others.
ALTER TABLE evaluations ADD COLUMN top1 double precision NOT NULL DEFAULT -1;
