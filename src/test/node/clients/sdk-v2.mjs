import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { boundedFetch } from '../lib/http.mjs';
import { ScriptedProvider } from '../lib/provider.mjs';
import { recover } from '../lib/recovery.mjs';
import { ofSdk, talk } from '../lib/talk.mjs';
import { NINE } from '../lib/tour.mjs';
import { use } from '../lib/use.mjs';

/** TypeScript client 2.x: opens with server/discover, checks iss, validates against outputSchema. */
export const name = 'sdk-v2';

async function signedIn(step, settings, firstMode) {
  const authProvider = new ScriptedProvider(settings, 'none');
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
  return { transport, connect, authProvider };
}

export async function run(step, settings) {
  const { transport, connect, authProvider } = await signedIn(step, settings, 'auto');
  for (const mode of ['legacy', { pin: '2026-07-28' }]) {
    await step(`connects in mode ${JSON.stringify(mode)}`, async () => {
      const client = await connect(mode);
      const { tools } = await client.listTools();
      assert.deepEqual(tools.map((tool) => tool.name).sort(), NINE);
      await client.close();
    });
  }
  const over = transport();
  const client = await step('connects in mode "auto"', () => connect('auto', over));
  await use(step, settings, name, ofSdk(client));
  await recover(step, settings, authProvider, ofSdk(client), () => over.finishAuth(authProvider.callback));
  await step('close', () => client.close());
}

export async function session(step, settings, revision) {
  const mode = revision === '2026-07-28' ? 'auto' : 'legacy';
  const { connect } = await signedIn(step, settings, mode);
  const client = await step(`connects in mode "${mode}"`, () => connect(mode));
  await talk(step, ofSdk(client));
  await step('close', () => client.close());
}
