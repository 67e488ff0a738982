import assert from 'node:assert/strict';
import { reads } from './use.mjs';

/**
 * What an SDK does about what may happen to a grant and to a client. Each time the call that found out fails, and the same
 * one works once the person was asked.
 *
 * @param client for `reads`
 * @param signedInAgain `() => Promise`: hands the new code to the transport
 */
export async function recover(step, settings, provider, client, signedInAgain) {
  await step('a spoiled access token is refreshed and the call goes on', async () => {
    const before = provider.saved;
    provider.spoilAccessToken();
    await reads(client);
    assert.equal(provider.saved, before + 1);
  });
  await step('a spoiled refresh token leads to the sign-in page again, for the same client', async () => {
    const ids = provider.ids.length;
    provider.spoilTokens();
    await again();
    assert.equal(provider.ids.length, ids);
  });
  if (settings.kind === 'registered') {
    await step('a client that the server does not know registers anew', async () => {
      const ids = provider.ids.length;
      provider.spoilClient();
      await again();
      assert.equal(provider.ids.length, ids + 1);
    });
  }

  async function again() {
    provider.callback = undefined;
    await assert.rejects(reads(client), (error) => error.name === 'UnauthorizedError' || /unauthorized/i.test(error.message));
    assert.ok(provider.callback, 'the person was asked');
    await signedInAgain();
    await reads(client);
  }
}
