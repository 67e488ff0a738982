import assert from 'node:assert/strict';
import { talk } from './talk.mjs';
import { tour } from './tour.mjs';

/** What a client does once it is in: a whole tour as the operator's client, a short talk as one of the other kinds. */
export function use(step, settings, label, client) {
  return settings.kind === 'generated' ? tour(step, settings, label, client) : talk(step, client);
}

/** A call that only a person's mailbox can answer. */
export async function reads(client) {
  const { structuredContent } = await client.call('list_mailboxes', {});
  assert.ok(structuredContent.mailboxes.length > 0);
}
