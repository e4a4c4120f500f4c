-- Where an attempt ran, since its worker's row goes when the worker leaves. Null in older attempts whose worker has
-- left, and where the worker had no row.
ALTER TABLE attempts
  ADD COLUMN host text,
  ADD COLUMN queue text,
  ADD COLUMN slot text,
  ADD COLUMN device text,
  ADD COLUMN version text;
UPDATE attempts a SET host = w.host, queue = w.queue, slot = nullif(w.slot, ''), device = w.device,
  version = w.version
FROM workers w WHERE w.id = a.worker AND w.started_at <= a.started_at;
