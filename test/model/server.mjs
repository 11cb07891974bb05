import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * OpenAI's chat protocol on loopback in front of a GGUF file. Arguments: the folder node-llama-cpp is installed in, the file.
 * Prints `listening PORT`; `GET /busy` answers how many answers are being written.
 */
const [, , home, file] = process.argv;
const entry = createRequire(`${home}/package.json`).resolve('node-llama-cpp');
const { getLlama, LlamaChatSession } = await import(pathToFileURL(entry).href);
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: 'error' });
const model = await llama.loadModel({ modelPath: file });
let busy = 0;
let queue = Promise.resolve();

const server = createServer(async (request, response) => {
  if (request.url === '/busy') return void response.end(String(busy));
  if (request.url === '/v1/models') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: [{ id: 'tinyllama-1.1b', object: 'model' }] }));
    return;
  }
  let text = '';
  for await (const part of request) text += part;
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  busy++;
  // One sequence, one thread: who comes second waits.
  queue = queue.then(() => answer(JSON.parse(text), response, abort.signal)).finally(() => busy--);
});

async function answer({ messages, max_tokens: maxTokens, temperature, seed }, response, signal) {
  if (signal.aborted) return;
  const context = await model.createContext({ contextSize: 2048, threads: 1 });
  try {
    const system = messages.find((m) => m.role === 'system')?.content;
    const session = new LlamaChatSession({ contextSequence: context.getSequence(), systemPrompt: system });
    const say = (data) => response.write(`data: ${JSON.stringify(data)}\n\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const prompt = messages.at(-1)?.content ?? '';
    const said = await session.prompt(prompt, {
      maxTokens: Math.min(maxTokens ?? 160, 160),
      temperature,
      seed,
      signal,
      stopOnAbortSignal: true,
      onTextChunk: (content) => say({ choices: [{ index: 0, delta: { content } }] }),
    });
    say({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    const count = (words) => model.tokenize(words).length;
    say({ choices: [], usage: { prompt_tokens: count(prompt), completion_tokens: count(said) } });
    response.end('data: [DONE]\n\n');
  } catch (error) {
    if (!response.headersSent) response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: String(error) } }));
  } finally {
    await context.dispose();
  }
}

server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
