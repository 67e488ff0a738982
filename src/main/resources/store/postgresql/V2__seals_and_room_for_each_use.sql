-- Which keys sealed the tokens of a grant; empty where a node of the version before wrote the row.
ALTER TABLE mail_mcp_grant
  ADD COLUMN sealed_by text NOT NULL DEFAULT '',
  ADD COLUMN sealed_before text NOT NULL DEFAULT '';

-- What is used once lies in the table of the sign-ins, each kind under a prefix of its own.
CREATE INDEX mail_mcp_sign_in_kind_end ON mail_mcp_sign_in (left(id, 2), expires);
