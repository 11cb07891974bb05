import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cache } from '../paths';
import { aptInstall } from './apt';
import { command, mustRun, step } from './step';

export interface Chromium {
  readonly executable: string;
  /** Variables the binary needs besides the present environment. */
  readonly env: Readonly<Record<string, string>>;
}

const known = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Brings its own binary and libraries inside the npm package; used where no system Chromium can be had. */
const npmPackage = '@sparticuz/chromium@153.0.0';

/**
 * Finds a Chromium for headless use, or installs one: Debian's where apt works, else one from npm under .cache/.
 * EIDER_CHROMIUM names a binary to use; its value `npm` asks for the npm one.
 */
export async function ensureChromium(): Promise<Chromium> {
  const asked = process.env['EIDER_CHROMIUM'];
  if (asked === 'npm') return npmChromium();
  if (asked) return { executable: asked, env: {} };
  const found = findChromium();
  if (found) return { executable: found, env: {} };
  const installed = await aptInstall(
    ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
    'the editor tests open VS Code in it',
  );
  const fromApt = installed ? findChromium() : undefined;
  return fromApt ? { executable: fromApt, env: {} } : npmChromium();
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).concat('/usr/bin');
  for (const name of known) {
    const folder = folders.find((candidate) => existsSync(path.join(candidate, name)));
    if (folder !== undefined) return path.join(folder, name);
  }
  return undefined;
}

async function npmChromium(): Promise<Chromium> {
  const home = path.join(cache, 'chromium');
  const executable = path.join(home, 'chromium');
  if (!existsSync(executable)) {
    await step('Chromium', `unpacking ${npmPackage} from npm: the editor tests open VS Code in it`, async () => {
      await mkdir(cache, { recursive: true });
      const work = await mkdtemp(path.join(cache, 'chromium-new-'));
      await mustRun('npm', ['pack', npmPackage, '--ignore-scripts', '--pack-destination', work]);
      await mustRun('bash', ['-c', 'tar -xzf *.tgz && rm *.tgz'], { cwd: work });
      for (const archive of ['al2023', 'swiftshader', 'fonts']) {
        const tar = path.join(work, `${archive}.tar`);
        await writeFile(tar, await unbrotli(path.join(work, `package/bin/${archive}.tar.br`)));
        await mustRun('tar', ['-xf', tar], { cwd: work });
        await rm(tar);
      }
      await writeFile(path.join(work, 'chromium'), await unbrotli(path.join(work, 'package/bin/chromium.br')));
      await chmod(path.join(work, 'chromium'), 0o755);
      await rm(path.join(work, 'package'), { recursive: true });
      await writeFile(path.join(work, 'fonts.conf'), fontsConf(home));
      await rm(home, { recursive: true, force: true });
      await rename(work, home);
    });
  }
  // A system that lacks the libraries a browser wants gets the packaged ones; one that has them keeps its own.
  const missing = (await command('ldd', [executable])).output.includes('not found');
  return {
    executable,
    env: {
      FONTCONFIG_FILE: path.join(home, 'fonts.conf'),
      ...(missing ? { LD_LIBRARY_PATH: path.join(home, 'lib') } : {}),
    },
  };
}

/** The packaged configuration names folders of the service it was made for; without any font the browser crashes. */
const fontsConf = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
</fontconfig>
`;

async function unbrotli(file: string): Promise<Buffer> {
  return promisify(brotliDecompress)(await readFile(file));
}
