-- A migration that was released is never changed. Nodes of the version before go on while one of the next migrates: only add.

CREATE TABLE mail_mcp_grant (
  id text PRIMARY KEY,
  share bytea NOT NULL,
  client text NOT NULL,
  generation integer NOT NULL,
  rotated_at timestamptz NOT NULL,
  confirmed boolean NOT NULL,
  stale boolean NOT NULL,
  created timestamptz NOT NULL,
  idle_end timestamptz NOT NULL,
  absolute_end timestamptz NOT NULL,
  mailbox text NOT NULL,
  label text NOT NULL
);
CREATE INDEX mail_mcp_grant_client ON mail_mcp_grant (client);
CREATE INDEX mail_mcp_grant_mailbox ON mail_mcp_grant (mailbox);
CREATE INDEX mail_mcp_grant_created ON mail_mcp_grant (created);

CREATE TABLE mail_mcp_code (
  id text PRIMARY KEY,
  payload bytea NOT NULL,
  failures integer NOT NULL,
  takes integer NOT NULL,
  expires timestamptz NOT NULL
);

CREATE TABLE mail_mcp_sign_in (
  id text PRIMARY KEY,
  attempts integer NOT NULL,
  used boolean NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX mail_mcp_sign_in_end ON mail_mcp_sign_in (expires);

CREATE TABLE mail_mcp_revoked_client (
  id text PRIMARY KEY,
  revoked_at timestamptz NOT NULL
);

CREATE TABLE mail_mcp_attempt (
  name text PRIMARY KEY,
  failures integer NOT NULL,
  blocked_until timestamptz NOT NULL,
  forgotten_at timestamptz NOT NULL
);
CREATE INDEX mail_mcp_attempt_end ON mail_mcp_attempt (forgotten_at);
