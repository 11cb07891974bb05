import type { SourceFile } from '../../src/core/model/focalFunction';
import type {
  Answer,
  CallSignature,
  LanguageServer,
  Member,
  ServerAction,
  ServerDiagnostic,
} from '../../src/core/ports';

interface Reported {
  readonly code: string;
  readonly message: string;
  readonly deprecated?: boolean;
}
type Errors = Readonly<Record<string, Reported>>;

export interface Script {
  /** By the text just before the offset asked about. */
  readonly members?: Readonly<Record<string, readonly (string | Member)[]>>;
  /** By the text just before the offset asked about; parameters as `name`, `name?`, `...name`. */
  readonly signatures?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** `'wrong word'`: an error at each place of it. Left out: no diagnostics are known. */
  readonly errors?: Errors | ((text: string) => Errors);
  readonly actions?: (file: SourceFile) => readonly ServerAction[];
  readonly types?: Readonly<Record<string, string>>;
}

/** A language server that answers from a script, and counts its questions. */
export class ScriptedServer implements LanguageServer {
  readonly name = 'scripted';
  readonly asked: string[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  members(file: SourceFile, offset: number): Promise<Answer<readonly Member[]>> {
    this.asked.push('members');
    const found = before(file, offset, this.#script.members);
    return answer(
      found?.map((m): Member => (typeof m === 'string' ? { name: m, kind: 'method' } : m)),
      'no members',
    );
  }

  signatures(file: SourceFile, offset: number): Promise<Answer<readonly CallSignature[]>> {
    this.asked.push('signatures');
    const found = before(file, offset, this.#script.signatures);
    return answer(found?.map(signature), 'no signature');
  }

  diagnostics(file: SourceFile): Promise<Answer<readonly ServerDiagnostic[]>> {
    this.asked.push('diagnostics');
    const { errors } = this.#script;
    if (!errors) return answer<readonly ServerDiagnostic[]>(undefined, 'no diagnostics');
    const found = Object.entries(typeof errors === 'function' ? errors(file.text) : errors).flatMap(
      ([word, { code, message, deprecated }]) =>
        [...file.text.matchAll(new RegExp(`(?<!\\w)${word}(?!\\w)`, 'g'))].map((match): ServerDiagnostic => ({
          range: { start: match.index, end: match.index + word.length },
          message,
          code,
          ...(deprecated === true ? { deprecated, severity: 'hint' } : { severity: 'error' }),
        })),
    );
    return answer(found, '');
  }

  actions(file: SourceFile): Promise<Answer<readonly ServerAction[]>> {
    this.asked.push('actions');
    return answer(this.#script.actions?.(file), 'no actions');
  }

  type(file: SourceFile, offset: number): Promise<Answer<string>> {
    this.asked.push('type');
    return answer(before(file, offset, this.#script.types), 'no type');
  }
}

/** A server that never answers. */
export const silentServer: LanguageServer = {
  name: 'silent',
  members: never,
  signatures: never,
  diagnostics: never,
  actions: never,
  type: never,
};

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

function before<T>(file: SourceFile, offset: number, script: Readonly<Record<string, T>> | undefined): T | undefined {
  const text = file.text.slice(0, offset);
  return Object.entries(script ?? {}).find(([end]) => text.endsWith(end))?.[1];
}

function signature(parameters: readonly string[]): CallSignature {
  return {
    label: `(${parameters.join(', ')})`,
    parameters: parameters.map((p) => ({
      name: p.replace(/^\.\.\.|\?$/g, ''),
      optional: p.endsWith('?'),
      rest: p.startsWith('...'),
    })),
  };
}

function answer<T>(value: T | undefined, reason: string): Promise<Answer<T>> {
  return Promise.resolve(value === undefined ? { kind: 'unknown', reason, nothing: true } : { kind: 'known', value });
}
