-- A trial whose memory ran out may go on once with half its batch at a time; that is marked.
ALTER TABLE trials ADD COLUMN halved boolean NOT NULL DEFAULT false;
