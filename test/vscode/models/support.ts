import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import type { FixSummary } from '../../../src/vscode/run/fixing';
import { until } from '../support/until';

/** No small edit writes this function: its whole approach is missing. */
export const digest = `def digest(words):
    """Shortest words first, equally long ones backwards.

    >>> digest(['bb', 'a', 'cc'])
    ['a', 'cc', 'bb']
    >>> digest([])
    []
    >>> digest(['x', 'zz', 'y', 'yyy'])
    ['y', 'x', 'zz', 'yyy']
    """
    return None
`;

/** As above, with so little in it that the templates soon have nothing left to try. */
export const motto = `def motto():
    """
    >>> motto()
    'tries, runs, ranks'
    """
    return None
`;

export const rightMotto = `It returns nothing at all, whatever is asked of it.

\`\`\`python
def motto():
    return ", ".join(["tries", "runs", "ranks"])
\`\`\`
`;

export const wrongMotto = `It does not shout.

\`\`\`python
def motto():
    return "GUESSES"
\`\`\`
`;

export const right = `It returns nothing at all, whatever it is given.

\`\`\`python
def digest(words):
    backwards = sorted(words, reverse=True)
    return sorted(backwards, key=len)
\`\`\`
`;

export const wrong = `It does not shout.

\`\`\`python
def digest(words):
    return [word.upper() for word in words]
\`\`\`
`;

/** The report of a run that is over. */
export async function reportOf(summary: FixSummary | undefined): Promise<string> {
  assert.ok(summary, 'the run has ended');
  await vscode.commands.executeCommand(command.explain, { run: summary.run });
  const report = await until(
    () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.languageId === 'eider-report' && document;
    },
    { what: 'the report' },
  );
  return report.getText();
}
