import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { ModelError } from '../core/modelError';
import type { LanguageModel, ModelChunk, ModelRequest } from '../core/ports';

/** A recorded reply with its request beside it, so that a person can read what was asked. */
interface Recording {
  readonly model: string;
  readonly request: ModelRequest;
  readonly chunks: readonly ModelChunk[];
}

/** Equal for equal requests to the same model, whatever the order of their keys. */
export function requestHash(model: string, asked: ModelRequest): string {
  // How long somebody was willing to wait is no part of the question.
  const request = { ...asked, timeoutMs: undefined };
  return createHash('sha256').update(canonical({ model, request })).digest('hex').slice(0, 32);
}

/** Passes requests on and keeps each whole reply in `folder`; a reply that broke off is not kept. */
export function recording(model: LanguageModel, folder: string): LanguageModel {
  return {
    name: model.name,
    ...(model.contextTokens !== undefined && { contextTokens: model.contextTokens }),
    get steering() {
      return model.steering;
    },
    async *stream(request, signal) {
      const chunks: ModelChunk[] = [];
      for await (const chunk of model.stream(request, signal)) {
        chunks.push(chunk);
        yield chunk;
      }
      const kept: Recording = { model: model.name, request, chunks };
      const file = path.join(folder, `${requestHash(model.name, request)}.json`);
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.${process.pid}`, `${JSON.stringify(kept, undefined, 2)}\n`);
      await rename(`${file}.${process.pid}`, file);
    },
  };
}

/** Answers from `folder` only: a request that was never recorded fails, nothing is ever sent. */
export function replaying(name: string, folder: string): LanguageModel {
  return {
    name,
    async *stream(request, signal) {
      const file = path.join(folder, `${requestHash(name, request)}.json`);
      const text = await readFile(file, 'utf8').catch(() => undefined);
      signal.throwIfAborted();
      if (text === undefined) {
        throw new ModelError(
          'recording',
          `There is no recorded reply of ${name} to this request (${path.basename(file)}).`,
          'Record it again with the model, or undo the change of the prompt.',
        );
      }
      yield* (JSON.parse(text) as Recording).chunks;
    },
  };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonical(v)}`).join(',')}}`;
}
