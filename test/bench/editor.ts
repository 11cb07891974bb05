import { measureInEditor } from './inEditor';
import { report, table, type Results } from './results';

/** What the editor costs, measured inside a real VS Code by test/vscode/bench. */
async function main(): Promise<void> {
  const results = (await measureInEditor({ suite: 'bench', seconds: 600 })) as Results;
  console.log(table(results.rows));
  await report('editor', results);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
