-- What is used once lies in the table of the sign-ins, each kind under a prefix of its own.

CREATE INDEX mail_mcp_sign_in_kind_end ON mail_mcp_sign_in (left(id, 2), expires);
