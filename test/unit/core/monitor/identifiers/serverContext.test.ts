import * as assert from 'node:assert/strict';
import { gatherContext } from '../../../../../src/core/monitor/identifiers/serverContext';
import { captureText } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';
import { ScriptedServer } from '../../../../doubles/languageServer';

const signal = new AbortController().signal;

describe('what the language server knows of a function', () => {
  it('are the members of its values and the signatures of what it calls', async () => {
    const [focal] = await captureText('python', 'def f(xs, box):\n    return shout(xs.copy(), box.lid)\n');
    assert.ok(focal);
    const server = new ScriptedServer({
      members: { 'xs.': ['append', 'copy', '__len__'] },
      types: { 'return ': '(function) def shout(text: str) -> str\nLoud.' },
    });
    const context = { members: new Map<string, readonly string[]>(), lines: [] };
    await gatherContext(syntax, server, focal, context, signal);
    assert.deepEqual([...context.members], [['xs', ['append', 'copy']]]);
    assert.deepEqual(context.lines, ['def shout(text: str) -> str']);
  });
});
