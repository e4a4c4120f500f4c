-- A worker that was asked to end finishes its step and takes no more trials.
ALTER TABLE workers ADD COLUMN draining boolean NOT NULL DEFAULT false;
