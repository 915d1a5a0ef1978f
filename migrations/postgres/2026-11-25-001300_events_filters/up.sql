-- What the filters of the list of events need: by kind, by who did it, and by time.

CREATE INDEX events_by_kind ON events (reseller_id, kind, seq);

CREATE INDEX events_by_actor ON events (reseller_id, actor_id, seq);

CREATE INDEX events_by_time ON events (reseller_id, at, seq);
