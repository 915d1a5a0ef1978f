DROP TABLE scheduled_changes;
DROP TABLE holds;
DROP TABLE search_words;
DROP TABLE subscriptions;
