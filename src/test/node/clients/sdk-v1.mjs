import assert from 'node:assert/strict';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { boundedFetch } from '../lib/http.mjs';
import { ScriptedProvider } from '../lib/provider.mjs';
import { ofSdk, talk } from '../lib/talk.mjs';
import { tour } from '../lib/tour.mjs';

/** TypeScript SDK 1.x: what most clients in use are built on. */
export const name = 'sdk-v1';

async function signedIn(step, settings) {
  const authProvider = new ScriptedProvider(settings);
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
  const client = await step('initialize', () => connect(transport()));
  return { client, authProvider };
}

export async function run(step, settings) {
  const { client, authProvider } = await signedIn(step, settings);
  await tour(step, settings, name, ofSdk(client));
  await step('a spoiled access token is refreshed and the call goes on', async () => {
    const before = authProvider.saved;
    authProvider.spoilAccessToken();
    const result = await client.callTool({ name: 'list_mailboxes', arguments: {} });
    assert.ok(result.structuredContent.mailboxes.length > 0);
    assert.equal(authProvider.saved, before + 1);
  });
  await step('close', () => client.close());
}

/** The newest revision it knows is 2025-11-25. */
export async function session(step, settings) {
  const { client } = await signedIn(step, settings);
  await talk(step, ofSdk(client));
  await step('close', () => client.close());
}
