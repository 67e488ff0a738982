import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { boundedFetch } from './http.mjs';
import { signIn } from './signin.mjs';

/** The environment of a program that would open a browser: the one it finds does nothing. It keeps its secrets in its own home. */
export function headless(home) {
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: home,
    BROWSER: 'true',
    MCP_AUTO_OPEN_ENABLED: 'true',
    MCP_INSPECTOR_SECRET_STORE: 'file',
  };
}

/** A port that is free now, for a client's callback to listen on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * The person who reads the address of the sign-in page off a program's stderr, signs in there, and whose browser follows
 * the answer to the program's callback.
 *
 * @param callback where the program waits: one of the client's redirect addresses, on any port
 */
export async function signInWhenAsked(stderr, settings, callback) {
  const said = [];
  const lines = createInterface({ input: stderr });
  for await (const line of lines) {
    said.push(line);
    const at = line.indexOf(`${settings.base}/oauth/authorize?`);
    if (at >= 0) {
      const parameters = await signIn({ ...settings, redirectUri: callback }, line.slice(at).trim());
      const answer = await boundedFetch(`${callback}?${parameters}`);
      if (!answer.ok) {
        throw new Error(`the client's callback answers ${answer.status}`);
      }
      return;
    }
  }
  throw new Error(`it ended without asking to sign in: ${said.join(' ').slice(-400)}`);
}
