-- Where in a trace the flip was made, as in the header traceparent of W3C Trace Context, so that its alerts belong to the same trace.
-- Null without OpenTelemetry, and for flips of earlier releases.
ALTER TABLE flips ADD COLUMN traceparent text;
