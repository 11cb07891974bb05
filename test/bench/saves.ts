import { parseArgs } from 'node:util';
import { measureInEditor } from './inEditor';
import { type Bar, report } from './results';

/** Tests on save in a real VS Code, measured by test/vscode/saves: from a save to tests, and minutes of a save every second. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } });
  const bars = await measureInEditor({
    suite: 'saves',
    seconds: Number(values.seconds) + 240,
    env: { EIDER_SAVE_SECONDS: values.seconds },
  });
  await report('saves', { bars: bars as Bar[], rows: [] });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
