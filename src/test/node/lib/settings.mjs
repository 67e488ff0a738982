/** What to drive and as whom, from the environment. */
function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
}

export function settings() {
  const base = required('BASE_URL').replace(/\/$/, '');
  return {
    base,
    mcp: new URL(`${base}/mcp`),
    clientId: required('CLIENT_ID'),
    clientSecret: required('CLIENT_SECRET'),
    redirectUri: process.env.REDIRECT_URI ?? 'http://127.0.0.1:33419/callback',
    email: required('MAIL_ADDRESS'),
    username: process.env.MAIL_USERNAME ?? required('MAIL_ADDRESS'),
    password: required('MAIL_PASSWORD'),
    only: (process.env.CLIENTS ?? '').split(',').filter(Boolean),
    session: process.env.SESSION ?? '',
  };
}
