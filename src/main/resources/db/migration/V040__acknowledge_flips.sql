-- When a person said that they take care of this change to down. It holds until the next flip of the check.
ALTER TABLE flips ADD COLUMN acknowledged_at timestamptz;
