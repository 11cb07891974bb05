import * as path from 'node:path';
import { openPage } from './host/browser';
import { folderUrl, freePort, remoteUri, startServer } from './host/codeServer';
import { copyWorkspace, removeFolder, temporaryFolder } from './host/workspaceCopy';
import { root } from './paths';
import { mustRun, say } from './setup/step';
import { ensureSystem } from './setup/system';
import { ensureVscodeHost } from './setup/vscodeHost';

const usage = `npm start [-- --port PORT] [-- --shot FILE]
  Serves VS Code with Eider and the sample workspace on this machine until Ctrl+C.
  --port PORT   the port on 127.0.0.1 (default: a free one)
  --shot FILE   open the page headless, write a picture of it to FILE and stop`;

/** What a newcomer sees first; the sample workspace's README says what else is there. */
const firstFile = 'python/inventory.py';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const shot = option('--shot');
  const port = option('--port') ?? process.env['PORT'];
  if (args.includes('--help') || (args.includes('--shot') && shot === undefined)) {
    console.log(usage);
    return;
  }
  const [system, host] = await Promise.all([ensureSystem({ browser: shot !== undefined }), ensureVscodeHost()]);
  say('build', 'building the extension');
  await mustRun(process.execPath, ['esbuild.mjs'], { cwd: root });

  const dataDir = await temporaryFolder('eider-demo-');
  const folder = await copyWorkspace(path.join(root, 'test/sample-workspace'), dataDir);
  const server = await startServer(host, {
    dataDir,
    env: system.env,
    links: [root],
    trusted: true,
    testDriver: false,
    port: port === undefined ? await freePort() : Number(port),
  });
  const stop = async (code = 0) => {
    await server.stop();
    await removeFolder(dataDir);
    process.exit(code);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  const url = folderUrl(server, folder, [['openFile', remoteUri(server, path.join(folder, firstFile))]]);
  console.log(`
Eider in VS Code, on a copy of the sample workspace (your changes are gone when this ends):

    ${url}

Open the address in a browser. Ctrl+C ends it.
`);
  if (shot !== undefined) {
    if (system.chromium === undefined) throw new Error('there is no Chromium');
    const { browser, page } = await openPage(system.chromium);
    await page.goto(url);
    // The first CodeLens means that the file is open and Eider has answered for it.
    const lens = page.locator('.codelens-decoration a').first();
    const seen = await lens.waitFor({ timeout: 60_000 }).then(
      () => true,
      () => false,
    );
    await page.waitForTimeout(1500);
    await page.screenshot({ path: shot });
    await browser.close();
    say('start', seen ? `wrote ${shot}` : `no CodeLens appeared; see ${shot}`);
    await stop(seen ? 0 : 1);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
