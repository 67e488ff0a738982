import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { boundedFetch } from '../lib/http.mjs';
import { ScriptedProvider } from '../lib/provider.mjs';
import { ofSdk, talk } from '../lib/talk.mjs';
import { NINE, tour } from '../lib/tour.mjs';

/** TypeScript client 2.x: opens with server/discover, checks iss, validates against outputSchema. */
export const name = 'sdk-v2';

async function signedIn(step, settings, firstMode) {
  const authProvider = new ScriptedProvider(settings);
  const transport = () => new StreamableHTTPClientTransport(settings.mcp, { authProvider, fetch: boundedFetch });
  const connect = async (mode, over = transport()) => {
    const client = new Client({ name: 'mail-mcp-test', version: '2' }, { versionNegotiation: { mode } });
    await client.connect(over);
    return client;
  };

  const first = transport();
  await step('401 leads through discovery to the sign-in form', () =>
    assert.rejects(connect(firstMode, first), (error) => error instanceof UnauthorizedError),
  );
  await step('the callback with its iss becomes tokens', async () => {
    assert.ok(authProvider.callback.get('iss'), 'the answer names its issuer');
    await first.finishAuth(authProvider.callback);
    assert.ok(authProvider.stored.refresh_token);
  });
  return { connect, authProvider };
}

export async function run(step, settings) {
  const { connect, authProvider } = await signedIn(step, settings, 'auto');
  for (const mode of ['legacy', { pin: '2026-07-28' }]) {
    await step(`connects in mode ${JSON.stringify(mode)}`, async () => {
      const client = await connect(mode);
      const { tools } = await client.listTools();
      assert.deepEqual(tools.map((tool) => tool.name).sort(), NINE);
      await client.close();
    });
  }
  const client = await step('connects in mode "auto"', () => connect('auto'));
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

export async function session(step, settings, revision) {
  const mode = revision === '2026-07-28' ? 'auto' : 'legacy';
  const { connect } = await signedIn(step, settings, mode);
  const client = await step(`connects in mode "${mode}"`, () => connect(mode));
  await talk(step, ofSdk(client));
  await step('close', () => client.close());
}
