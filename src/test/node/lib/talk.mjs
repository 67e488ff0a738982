import assert from 'node:assert/strict';

/**
 * A short session that shows the protocol, to be recorded: what the server offers, one message list, one error of a tool and
 * one of the protocol. It changes nothing in the mailbox.
 *
 * @param client `capabilities()`, `list(method)`, and `call(name, args)` as in the tour
 */
export async function talk(step, client) {
  const offered = await step('capabilities', () => client.capabilities());
  await step('lists', async () => {
    assert.ok((await client.list('tools/list')).tools.length > 0);
    if (offered.resources) {
      await client.list('resources/list');
      await client.list('resources/templates/list');
    }
    if (offered.prompts) {
      await client.list('prompts/list');
    }
  });
  await step('a tool that reads', async () => {
    const { structuredContent } = await client.call('list_mail_messages', { folder: 'INBOX' });
    assert.ok(structuredContent.messages.length > 0);
  });
  await step('an error of a tool is a result', async () => {
    assert.equal((await client.call('list_mail_messages', { folder: 'No such folder' })).isError, true);
  });
  await step('an unknown tool is an error', () => assert.rejects(client.call('no_such_tool', {})));
}

/** What `talk` needs of a client of either SDK. */
export function ofSdk(client) {
  const lists = {
    'tools/list': () => client.listTools(),
    'resources/list': () => client.listResources(),
    'resources/templates/list': () => client.listResourceTemplates(),
    'prompts/list': () => client.listPrompts(),
  };
  return {
    capabilities: () => client.getServerCapabilities(),
    list: (method) => lists[method](),
    listTools: async () => (await client.listTools()).tools,
    call: (tool, args) => client.callTool({ name: tool, arguments: args }),
  };
}
