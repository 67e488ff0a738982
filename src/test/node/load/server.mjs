import cluster from 'node:cluster';
import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, Server, createMcpHandler, fromJsonSchema } from '@modelcontextprotocol/server';

/**
 * The yardstick of the load run: the TypeScript SDK's server with the same list of tools, each of which gives the same page,
 * behind a token that is opened for every request. Settings: TOOLS and PAGE (files of JSON), KEY (32 bytes in base64), STYLE
 * (documented, or bare: the fastest way that the SDK has), WORKERS. Prints the port it chose.
 */
const tools = JSON.parse(readFileSync(process.env.TOOLS));
const page = JSON.parse(readFileSync(process.env.PAGE));
const key = Buffer.from(process.env.KEY, 'base64');
const identity = { name: 'yardstick', version: '0' };

// Compiled once: the handler makes a server for each request.
const prepared = tools.map(({ name, title, description, annotations, inputSchema, outputSchema }) => ({
  name,
  config: {
    title,
    description,
    annotations,
    inputSchema: fromJsonSchema(inputSchema),
    outputSchema: fromJsonSchema(outputSchema),
  },
}));

const answer = () => ({ content: [{ type: 'text', text: JSON.stringify(page) }], structuredContent: page });

function documented() {
  const server = new McpServer(identity);
  for (const { name, config } of prepared) server.registerTool(name, config, answer);
  return server;
}

function bare() {
  const server = new Server(identity, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', answer);
  return server;
}

/** AES-256-GCM: vector, ciphertext and tag in base64url, dots between; the claims are JSON with an end in seconds. */
function opened(authorization) {
  const [vector, ciphertext, tag] = authorization
    .slice('Bearer '.length)
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  const decipher = createDecipheriv('aes-256-gcm', key, vector).setAuthTag(tag);
  const claims = JSON.parse(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
  if (claims.exp * 1000 <= Date.now()) throw new Error('expired');
  return claims;
}

function serve() {
  const handle = toNodeHandler(createMcpHandler(process.env.STYLE === 'bare' ? bare : documented));
  const server = createServer((request, response) => {
    try {
      const claims = opened(request.headers.authorization ?? '');
      request.auth = { token: 'opened', clientId: claims.cid, scopes: claims.sc.split(' '), expiresAt: claims.exp };
    } catch {
      response.writeHead(401).end();
      return;
    }
    handle(request, response);
  });
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    const said = { port: server.address().port };
    if (cluster.isWorker) process.send(said);
    else console.log(said.port);
  });
}

const workers = Number(process.env.WORKERS ?? 1);
if (workers > 1 && cluster.isPrimary) {
  let listening = 0;
  cluster.on('message', (_, { port }) => ++listening === workers && console.log(port));
  for (let i = 0; i < workers; i++) cluster.fork();
} else {
  serve();
}
