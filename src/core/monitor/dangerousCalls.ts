import type { Monitor } from './monitor';
import { Aliases } from './aliases';
import { calleesOf, lineOf, nodesOf } from './subject';

/** A repair has no business with processes, the network, files, evaluation or native code that the function did not have before. */
export const dangerousCalls: Monitor = {
  id: 'dangerous calls',
  *check({ before, after, beforeTree, afterTree, python }) {
    const was = new Aliases(beforeTree.rootNode);
    const is = new Aliases(afterTree.rootNode);
    const known = new Set(calleesOf(before).map(({ name }) => was.fullName(name)));
    for (const { name, node } of calleesOf(after)) {
      const full = is.fullName(name);
      if (known.has(full)) continue;
      const kind = (python ? inPython : inJavaScript).find(([pattern]) => pattern.test(full))?.[1];
      if (kind === undefined) continue;
      const meant = full === name ? '' : ` is ${full}() and`;
      yield {
        monitor: this.id,
        message: `The new call ${name}()${meant} ${kind}.`,
        severity: 'reject',
        line: lineOf(node),
      };
    }
    const dynamic = [...nodesOf(after)].find(
      (node) => node.type === 'import' && node.parent?.type === 'call_expression',
    );
    if (dynamic && !/\bimport\(/.test(before?.text ?? ''))
      yield { monitor: this.id, message: 'A module is loaded at run time.', severity: 'reject', line: lineOf(dynamic) };
  },
};

const inPython: readonly (readonly [RegExp, string])[] = [
  [/^(builtins\.)?(eval|exec|compile|__import__)$|^importlib\./, 'evaluates code'],
  [
    /^(os\.(system|popen|exec\w*|spawn\w*|fork\w*|kill\w*|_exit|abort|posix_spawn\w*)|subprocess\.\w+|Popen|multiprocessing\.\w+|pty\.\w+|signal\.\w+)$/,
    'runs or ends a process',
  ],
  [/^(sys\.exit|exit|quit|os\._exit)$/, 'ends the program'],
  [
    /^(socket\.\w+|requests\.\w+|urllib(\.\w+)*|urlopen|http\.client\.\w+|aiohttp\.\w+|httpx\.\w+|ftplib\.\w+|smtplib\.\w+)$/,
    'uses the network',
  ],
  [
    /^((io\.|codecs\.|os\.)?open|os\.(remove|unlink|rename|replace|rmdir|removedirs|mkdir|makedirs|chmod|chown|link|symlink|truncate|listdir|walk|environ\.\w+|getenv|putenv)|shutil\.\w+|tempfile\.\w+|glob\.\w+|(\w+\.)*(write_text|write_bytes|read_text|read_bytes|unlink))$/,
    'uses files',
  ],
  [/^(ctypes(\.\w+)+|cffi\.\w+|CDLL|mmap\.\w+|pickle\.loads?|marshal\.loads?)$/, 'reaches native code'],
  [
    /^(sys\._getframe|sys\.settrace|sys\.setprofile|inspect\.\w+|gc\.\w+|globals|input)$/,
    'looks at the program that runs it',
  ],
];
const inJavaScript: readonly (readonly [RegExp, string])[] = [
  [/^(globalThis\.|window\.)?(eval|Function)$|^vm\.|\.constructor\.constructor$/, 'evaluates code'],
  [
    /^(child_process\.\w+|(exec|execSync|execFile|execFileSync|spawn|spawnSync|fork)|process\.(exit|kill|abort|binding|dlopen|chdir|reallyExit)|cluster\.\w+|Deno\.\w+|Bun\.\w+)$/,
    'runs or ends a process',
  ],
  [
    /^(fetch|XMLHttpRequest|WebSocket|EventSource|axios(\.\w+)?|(http|https|net|tls|dgram|dns)\.\w+|navigator\.sendBeacon)$/,
    'uses the network',
  ],
  [/^((fs|fsp|fs\.promises)\.\w+|(readFile|writeFile|appendFile|unlink|rm|rmdir|mkdir|rename)(Sync)?)$/, 'uses files'],
  [/^(require|module\.require|createRequire|import)$/, 'loads a module'],
  [/^(process\.\w+|Worker|worker_threads\.\w+|Atomics\.\w+|WebAssembly\.\w+)$/, 'reaches the machine'],
];
