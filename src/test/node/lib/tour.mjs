import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundedFetch } from './http.mjs';

/** The nine tools of the contract, in no order. */
export const NINE = [
  'create_draft_mail_message',
  'delete_mail_message',
  'get_mail_message',
  'list_mail_messages',
  'list_mailboxes',
  'move_mail_message',
  'search_mail_messages',
  'send_mail_message',
  'update_mail_message_flags',
];

const ARRIVAL_TRIES = 60;

/**
 * Calls every tool and looks at what it did through the others.
 *
 * @param step runs and reports one step
 * @param client `listTools()` gives tool descriptions; `call(name, args)` gives a result with structuredContent and content
 */
export async function tour(step, settings, label, client) {
  const subject = `Tour ${label} ${Date.now().toString(36)}`;
  const call = async (name, args = {}) => {
    const result = await client.call(name, args);
    assert.ok(!result.isError, `${name}: ${result.content?.[0]?.text?.slice(0, 300)}`);
    assert.ok(result.structuredContent, `${name} gave no structuredContent`);
    return result.structuredContent;
  };
  const uidOf = async (folder, wanted) => {
    const { uids, count } = await call('search_mail_messages', { folder, query: `SUBJECT "${wanted}"` });
    assert.equal(count, uids.length);
    return uids.at(0);
  };

  await step('tools/list names the nine tools, each described', async () => {
    const tools = await client.listTools();
    assert.deepEqual(tools.map((tool) => tool.name).sort(), NINE);
    for (const tool of tools) {
      assert.ok(tool.outputSchema && tool.inputSchema && tool.annotations, `${tool.name} is described`);
    }
  });

  const mailboxes = await step('list_mailboxes shows INBOX', async () => {
    const { mailboxes } = await call('list_mailboxes');
    assert.ok(mailboxes.some((mailbox) => mailbox.name.toUpperCase() === 'INBOX'));
    return mailboxes;
  });

  await step('create_draft_mail_message saves a draft with its Bcc', async () => {
    await call('create_draft_mail_message', {
      to: settings.email,
      bcc: 'hidden@example.org',
      subject: `${subject} draft`,
      text_body: 'Not yet.',
    });
    const uid = await uidOf('Drafts', `${subject} draft`);
    assert.ok(uid, 'the draft is found');
    const draft = await call('get_mail_message', { folder: 'Drafts', uid });
    assert.ok(draft.flags.some((flag) => /draft/i.test(flag)), `flags ${draft.flags}`);
    assert.match(JSON.stringify(draft.bcc), /hidden@example\.org/);
    await call('delete_mail_message', { folder: 'Drafts', uid, permanent: true });
  });

  const attachment = await step('list_mail_messages pages newest first, one message has an attachment', async () => {
    const page = await call('list_mail_messages', { folder: 'INBOX', page: 1, per_page: 20 });
    assert.equal(page.page, 1);
    assert.equal(page.per_page, 20);
    assert.ok(page.total >= page.messages.length && page.messages.length > 0);
    const uids = page.messages.map((message) => message.uid);
    assert.deepEqual(uids, uids.toSorted((a, b) => b - a));
    for (const uid of uids) {
      const { attachments } = await call('get_mail_message', { folder: 'INBOX', uid });
      if (attachments.length > 0) {
        return attachments[0];
      }
    }
    throw new Error('no message of the first page has an attachment: the mailbox is not the one expected');
  });

  const bytes = await step('the attachment downloads from its URL', async () => {
    const download = await boundedFetch(attachment.url);
    assert.equal(download.status, 200);
    const content = Buffer.from(await download.arrayBuffer());
    assert.ok(Math.abs(content.length - attachment.size) <= 3, `${content.length} bytes, ${attachment.size} promised`);
    return content;
  });

  await step('send_mail_message sends to oneself, with that attachment', async () => {
    const sent = await call('send_mail_message', {
      to: settings.email,
      subject,
      text_body: 'Grüße aus der Prüfung.',
      html_body: '<p>Grüße aus der <b>Prüfung</b>.</p>',
      attachment_urls: [attachment.url],
    });
    assert.match(JSON.stringify(sent), new RegExp(settings.email.replace('.', '\\.')));
  });

  const uid = await step('search_mail_messages finds what arrived', async () => {
    for (let tries = 0; tries < ARRIVAL_TRIES; tries++) {
      const found = await uidOf('INBOX', subject);
      if (found) {
        return found;
      }
      await sleep(500);
    }
    throw new Error('nothing arrived');
  });

  await step('get_mail_message gives text and the same attachment', async () => {
    const message = await call('get_mail_message', { folder: 'INBOX', uid });
    assert.equal(message.subject, subject);
    assert.match(message.text_body, /Grüße aus der \*\*Prüfung\*\*/);
    assert.equal(message.attachments.length, 1);
    const download = await boundedFetch(message.attachments[0].url);
    assert.equal(download.status, 200);
    assert.match(download.headers.get('content-disposition') ?? '', /^attachment/);
    assert.ok(bytes.equals(Buffer.from(await download.arrayBuffer())), 'the bytes are those that were sent');
    assert.ok(!message.flags.some((flag) => /seen/i.test(flag)), 'reading does not mark as read');
  });

  await step('update_mail_message_flags sets and clears', async () => {
    await call('update_mail_message_flags', { folder: 'INBOX', uid, add: ['\\Seen', '\\Flagged', '$Tour'] });
    let { flags } = await call('get_mail_message', { folder: 'INBOX', uid });
    assert.deepEqual(['\\Seen', '\\Flagged', '$Tour'].filter((flag) => !flags.includes(flag)), []);
    await call('update_mail_message_flags', { folder: 'INBOX', uid, remove: ['\\Flagged'] });
    ({ flags } = await call('get_mail_message', { folder: 'INBOX', uid }));
    assert.ok(flags.includes('\\Seen') && !flags.includes('\\Flagged'));
  });

  const destination = 'Archive';
  await step('move_mail_message moves it', async () => {
    assert.ok(mailboxes.some((mailbox) => mailbox.name === destination), 'the mailbox has an Archive folder');
    await call('move_mail_message', { folder: 'INBOX', uid, destination });
    assert.equal(await uidOf('INBOX', subject), undefined);
    assert.ok(await uidOf(destination, subject));
  });

  await step('delete_mail_message takes it to Trash, then away for good', async () => {
    await call('delete_mail_message', { folder: destination, uid: await uidOf(destination, subject) });
    assert.equal(await uidOf(destination, subject), undefined);
    const inTrash = await uidOf('Trash', subject);
    assert.ok(inTrash, 'it is in Trash');
    await call('delete_mail_message', { folder: 'Trash', uid: inTrash, permanent: true });
    assert.equal(await uidOf('Trash', subject), undefined);
  });

  await step('an unknown folder is an error result that says what to do', async () => {
    const result = await client.call('list_mail_messages', { folder: 'No such folder' });
    assert.equal(result.isError, true);
    const problem = JSON.parse(result.content[0].text);
    assert.equal(problem.error, 'folder_not_found');
    assert.ok(problem.message && problem.hint && problem.retryable === false);
  });
}
