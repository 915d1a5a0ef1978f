DROP INDEX events_by_time;
DROP INDEX events_by_actor;
DROP INDEX events_by_kind;
