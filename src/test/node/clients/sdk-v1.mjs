import assert from 'node:assert/strict';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { boundedFetch } from '../lib/http.mjs';
import { ScriptedProvider } from '../lib/provider.mjs';
import { recover } from '../lib/recovery.mjs';
import { ofSdk, talk } from '../lib/talk.mjs';
import { use } from '../lib/use.mjs';

/** TypeScript SDK 1.x: what most clients in use are built on. */
export const name = 'sdk-v1';

async function signedIn(step, settings) {
  // With a secret, as several clients ask for one.
  const authProvider = new ScriptedProvider(settings, 'client_secret_post');
  const transport = () => new StreamableHTTPClientTransport(settings.mcp, { authProvider, fetch: boundedFetch });
  const connect = async (over) => {
    const client = new Client({ name: 'mail-mcp-test', version: '1' });
    await client.connect(over);
    return client;
  };

  const first = transport();
  await step('401 leads through discovery to the sign-in form', () =>
    assert.rejects(connect(first), (error) => error instanceof UnauthorizedError),
  );
  await step('the code becomes tokens', async () => {
    await first.finishAuth(authProvider.callback.get('code'));
    assert.ok(authProvider.stored.refresh_token);
  });
  const over = transport();
  const client = await step('initialize', () => connect(over));
  const signedInAgain = () => over.finishAuth(authProvider.callback.get('code'));
  return { client, authProvider, signedInAgain };
}

export async function run(step, settings) {
  const { client, authProvider, signedInAgain } = await signedIn(step, settings);
  await use(step, settings, name, ofSdk(client));
  await recover(step, settings, authProvider, ofSdk(client), signedInAgain);
  await step('close', () => client.close());
}

/** The newest revision it knows is 2025-11-25. */
export async function session(step, settings) {
  const { client } = await signedIn(step, settings);
  await talk(step, ofSdk(client));
  await step('close', () => client.close());
}
