-- The rules of V026 and V027, for the rows that were there before them. Pings go on while this looks through them.
ALTER TABLE checks VALIDATE CONSTRAINT checks_start_grace_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_max_duration_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_min_duration_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_min_duration_is_below_max;
ALTER TABLE checks VALIDATE CONSTRAINT checks_failure_tolerance_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_recovery_tolerance_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_expected_pings_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_expected_period_is_in_range;
ALTER TABLE checks VALIDATE CONSTRAINT checks_expected_pings_have_a_period;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_streak_is_in_range;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_down_reason_is_known;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_period_pings_is_in_range;
ALTER TABLE check_states VALIDATE CONSTRAINT check_states_more_times_are_in_range;
ALTER TABLE flips VALIDATE CONSTRAINT flips_reason_is_known;
ALTER TABLE flips VALIDATE CONSTRAINT flips_change_status;
