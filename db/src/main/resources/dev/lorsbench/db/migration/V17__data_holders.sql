-- Data sets that a worker has read: they lie on its machine, or in its memory of files.
ALTER TABLE workers ADD COLUMN datasets text[] NOT NULL DEFAULT '{}';
