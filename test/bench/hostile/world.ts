import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { descendants } from '../../../src/node/process/tree';

/**
 * What hostile programs go for, and the proof that they did not get it: a home folder with keys, a workspace, listeners.
 * It lies below the real home folder, as temporary folders are hidden in the sandbox anyway.
 */
export class World {
  readonly home: string;
  readonly workspace: string;
  /** Stands in every secret; seen in a result, the secret got out. */
  readonly canary = `EIDERKEY${randomBytes(12).toString('hex')}`;
  private readonly root: string;
  private readonly servers: Server[] = [];
  private readonly environment: Readonly<Record<string, string | undefined>>;
  private connections = 0;
  private port = 0;
  private before: ReadonlyMap<string, string> = new Map();

  private constructor(files: Readonly<Record<string, string>>) {
    const cache = path.join(os.homedir(), '.cache');
    mkdirSync(cache, { recursive: true });
    this.root = realpathSync(mkdtempSync(path.join(cache, 'eider-hostile-')));
    this.home = path.join(this.root, 'home');
    this.workspace = path.join(this.root, 'workspace');
    const secrets = ['.ssh/id_ed25519', '.aws/credentials', '.netrc', '.config/gcloud/key.json', '.npmrc'];
    for (const name of secrets) this.write(this.home, name, this.canary);
    for (const name of ['.env', 'deep/.env.local']) this.write(this.workspace, name, `KEY=${this.canary}\n`);
    for (const [name, text] of Object.entries(files)) this.write(this.workspace, name, text);
    this.environment = { HOME: process.env['HOME'], EIDER_HOSTILE_SECRET: undefined };
    process.env['HOME'] = this.home;
    process.env['EIDER_HOSTILE_SECRET'] = this.canary;
  }

  static async create(files: Readonly<Record<string, string>>): Promise<World> {
    const world = new World(files);
    world.port = await world.listen(0);
    await world.listen(path.join(world.home, 'agent.sock'));
    world.before = world.snapshot();
    return world;
  }

  /** A program of the corpus with this world's places in it. */
  fill(text: string, ownProcesses: boolean): string {
    const values: Readonly<Record<string, string>> = {
      HOME: this.home,
      WORKSPACE: this.workspace,
      PORT: String(this.port),
      SOCKET: path.join(this.home, 'agent.sock'),
      SECRET_NAME: 'EIDER_HOSTILE_SECRET',
      OWN_PROCESSES: ownProcesses ? 'yes' : 'no',
    };
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  }

  /** Everything that happened and must not have, in words; the world is put right again. */
  escapes(result: unknown): readonly string[] {
    const found: string[] = [];
    if (JSON.stringify(result, mapsToo).includes(this.canary)) found.push('a secret is in the result');
    if (this.connections > 0) found.push('a connection was made');
    this.connections = 0;
    const now = this.snapshot();
    for (const [file, content] of this.before) if (now.get(file) !== content) found.push(`${file} was changed`);
    for (const file of now.keys()) if (!this.before.has(file)) found.push(`${file} was made`);
    return found;
  }

  /** Commands below this process, sorted: the same before and after means that nothing is left running. */
  static async processes(expected?: readonly string[]): Promise<readonly string[]> {
    for (let wait = 0; ; wait++) {
      const now = descendants(process.pid)
        .map(commandOf)
        .filter((one) => one !== '')
        .sort();
      if (!expected || now.length <= expected.length || wait === 20) return now;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async remove(): Promise<void> {
    for (const [name, value] of Object.entries(this.environment)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(this.root, { recursive: true, force: true });
  }

  private write(folder: string, name: string, text: string): void {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  private listen(where: number | string): Promise<number> {
    const server = createServer((socket) => {
      this.connections++;
      socket.destroy();
    });
    this.servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      const ready = () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      };
      if (typeof where === 'number') server.listen(where, '127.0.0.1', ready);
      else server.listen(where, ready);
    });
  }

  private snapshot(): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    for (const name of readdirSync(this.root, { recursive: true, encoding: 'utf8' }).sort()) {
      const file = path.join(this.root, name);
      const stat = statSync(file);
      files.set(name, stat.isFile() ? `${stat.mode}:${readFileSync(file, 'latin1')}` : 'no file');
    }
    return files;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 40);
  } catch {
    return '';
  }
}

const mapsToo = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
