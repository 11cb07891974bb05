import * as assert from 'node:assert/strict';
import { candidateTree, treeMessage, type TreeNode } from '../../../../src/vscode/candidates/treeModel';
import { RunStore } from '../../../../src/vscode/run/runStore';
import { recordOf, story } from '../../../doubles/scriptedDebugger';
import { memory } from '../../../doubles/memory';

const open = { decision: () => undefined };

describe('the tree of candidates', () => {
  it('groups plausible fixes that act alike, then failing tests, then the rest', () => {
    const tree = candidateTree(recordOf(), open);
    assert.deepEqual(
      tree.map((n) => [n.label, n.description, n.open]),
      [
        ['Plausible fixes', '2', true],
        ['Failing tests', '1', true],
        ['Closest other candidates', '1', false],
      ],
    );
    const [front] = tree[0]?.children ?? [];
    assert.equal(front?.label, '1. < → >');
    assert.equal(front.description, 'verified · 2/2 tests · +1 -1 · template comparison · 1 more that act alike');
    assert.deepEqual(
      front.children.map((c) => c.label),
      ['2. < → >='],
    );
  });

  it('says with words what icons and colours say', () => {
    const spoken = all(candidateTree(recordOf(), open)).map((n) => n.spoken);
    assert.ok(spoken.includes('Candidate 3, < becomes <=, not plausible, 1 of 2 tests passed, template comparison'));
    assert.ok(spoken.includes('top([1, 3]) == 3, failed'));
  });

  it('shows a failing test with input, expected and actual, and leads to it', () => {
    const test = candidateTree(recordOf(), open)[1]?.children[0];
    assert.deepEqual(
      test?.children.map((c) => c.label),
      ['input: top([1, 3])', 'expected: 3', 'actual: 1'],
    );
    assert.deepEqual(test.at, { path: '/project/top.py', line: 3 });
  });

  it('keeps ids unique and stable over refreshes', () => {
    const ids = all(candidateTree(recordOf(), open)).map((n) => n.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      ids,
      all(candidateTree(recordOf(), open)).map((n) => n.id),
    );
  });

  it('puts rejected candidates aside with their reason, in the next run and window too', () => {
    const remembered = memory();
    const store = new RunStore(remembered);
    const run = recordOf();
    store.add(run);
    store.decide(run, 'c>', { kind: 'rejected', reason: 'Hard to read' });
    const later = new RunStore(remembered);
    const rejected = candidateTree(recordOf(), later).find((n) => n.label === 'Rejected');
    assert.match(rejected?.children[0]?.description ?? '', /rejected: Hard to read/);
    assert.equal(rejected?.children[0]?.contextValue, 'rejectedCandidate');
    assert.deepEqual(
      later.reviewable(run).map((r) => r.candidate.id),
      ['c>='],
    );
    later.decide(run, 'c>', undefined);
    assert.equal(later.reviewable(run).length, 2);
  });

  it('has a line above it at every moment', () => {
    assert.equal(treeMessage(undefined), undefined);
    assert.equal(treeMessage(recordOf(story, 2)), 'Looking for a fix…');
    assert.equal(treeMessage(recordOf(story, 15)), '3 tried, 2 plausible so far');
    assert.equal(treeMessage(recordOf()), '2 plausible fixes for top.');
  });
});

function all(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children)]);
}
