DROP TABLE attempts;
DROP TABLE email_changes;
DROP TABLE password_resets;
DROP TABLE refresh_tokens;
DROP TABLE sessions;
