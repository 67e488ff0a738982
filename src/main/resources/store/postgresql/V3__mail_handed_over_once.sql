-- Mails that shall be handed over once: names and digests, nothing that tells what or whose a mail is.
CREATE TABLE mail_mcp_outgoing (
  id text PRIMARY KEY,
  holder text NOT NULL,
  content text NOT NULL,
  state text NOT NULL,
  since timestamptz NOT NULL,
  outcome text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX mail_mcp_outgoing_end ON mail_mcp_outgoing (expires);
