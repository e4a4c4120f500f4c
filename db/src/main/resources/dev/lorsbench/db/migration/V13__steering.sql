-- Where and how a sweep is to be run now. Which trials are to end where they are is V10's finish_asked.
ALTER TABLE sweeps
  ADD COLUMN queue text NOT NULL DEFAULT 'train.cpu',
  ADD COLUMN paused boolean NOT NULL DEFAULT false,
  ADD COLUMN priority integer NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5);
