import assert from 'node:assert/strict';
import { generate, recombine } from '../../../../src/core/candidate/generate';
import type { FixTemplate, TemplateContext } from '../../../../src/core/candidate/template';
import { templates } from '../../../../src/core/candidate/templates/registry';
import { applyEdits } from '../../../../src/core/model/text';
import { syntax } from '../../../doubles/grammars';
import { templateContext } from '../../../doubles/templateContext';

const text = `def count_below(xs, limit):
    count = 1
    for x in xs:
        if x > limit:
            count += 1
    return count
`;

const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length - 1;

describe('generate', () => {
  it('hands candidates out likeliest first and the same each time', async () => {
    const context = await templateContext('python', text);
    const parser = await syntax.parser('python');
    const first = [...generate(context, parser)];
    const second = [...generate(context, parser)];
    assert.deepEqual(
      first.map((candidate) => candidate.id),
      second.map((candidate) => candidate.id),
    );
    assert.equal(new Set(first.map((candidate) => candidate.id)).size, first.length);
    for (let i = 1; i < first.length; i++) assert.ok((first[i - 1]?.priority ?? 0) >= (first[i]?.priority ?? 0));
    for (const { origin } of first) assert.ok(origin.kind === 'template' && origin.order === 1);
  });

  it('gives the same candidates for a function of a file of thousands, and in a class', async () => {
    const parser = await syntax.parser('python');
    const titles = (context: TemplateContext) => [...generate(context, parser)].map(({ title }) => title);
    const alone = titles(await templateContext('python', text));
    assert.ok(alone.length > 20, `${alone.length}`);
    const others = Array.from({ length: 3000 }, (_, i) => `\n\ndef other${i}(a):\n    return a + ${i}\n`).join('');
    assert.deepEqual(titles(await templateContext('python', text + others)), alone);
    const method = text.replace(/^(?=.)/gm, '    ').replace('(xs', '(self, xs');
    const inClass = await templateContext('python', `class Counter:\n${method}\n    def reset(self):\n        pass\n`);
    assert.ok(titles(inClass).includes('`x > limit` becomes `x < limit`'), titles(inClass).join('\n'));
  });

  it('tries what mends the error of the failing tests first', async () => {
    const source = 'function place(user, sign) {\n  return user.home.city + sign;\n}\n';
    const parser = await syntax.parser('javascript');
    const place = async (
      ...errors: readonly { readonly type: string; readonly message: string }[]
    ): Promise<number> => {
      const context = await templateContext('javascript', source, { errors });
      return [...generate(context, parser)].findIndex(({ source }) => source.includes('user.home?.city'));
    };
    const before = await place();
    const message = "Cannot read properties of undefined (reading 'city')";
    const after = await place({ type: 'TypeError', message });
    assert.ok(before > 3 && after < before && after >= 0, `${before} ${after}`);
    assert.equal(await place({ type: 'SomeError', message: '' }), before);
  });

  it('suspects a guard that only raises less when no failing test ran into it', async () => {
    const guarded =
      'function page(xs, n) {\n  if (n < 1) {\n    throw new Error("pages");\n  }\n  return xs[n < 2 ? 0 : n];\n}\n';
    const parser = await syntax.parser('javascript');
    const priorities = async (lines: readonly number[]): Promise<readonly (number | undefined)[]> => {
      const suspicion = new Map(lines.map((line) => [line, 1]));
      const context = await templateContext('javascript', guarded, { suspicion });
      const all = [...generate(context, parser)];
      return ['`n < 1` becomes `n <= 1`', '`n < 2` becomes `n <= 2`'].map(
        (title) => all.find((candidate) => candidate.title === title)?.priority,
      );
    };
    const [guard = 1, other = 0] = await priorities([1, 4]);
    assert.ok(guard > 0 && guard < other / 2, `${guard} ${other}`);
    const [raised, answer] = await priorities([1, 2, 4]);
    assert.equal(raised, answer);
  });

  it('takes an edit for as large as what it changes, not as what it repeats', async () => {
    const context = await templateContext('python', text);
    const parser = await syntax.parser('python');
    const { root } = context;
    const at = text.indexOf('x > limit');
    const propose = (id: string, start: number, end: number, by: string): FixTemplate => ({
      id,
      bugClass: 'wrong condition',
      prior: 0.5,
      examples: [],
      *propose(node) {
        if (node.id === root.id) yield { edits: [{ range: { start, end }, text: by }], title: id };
      },
    });
    const narrow = propose('narrow', at + 2, at + 3, '<');
    const wide = propose('wide', text.indexOf('for x'), at + 9, text.slice(text.indexOf('for x'), at) + 'x >= limit');
    const rewrite = propose('rewrite', at, at + 9, 'all(limit == y for y in xs)');
    const [a, b, c] = [...generate(context, parser, [narrow, wide, rewrite])];
    assert.deepEqual([a?.title, b?.title, c?.title].sort(), ['narrow', 'rewrite', 'wide']);
    assert.equal(c?.title, 'rewrite');
    assert.equal(a?.priority, b?.priority);
  });

  it('tries suspicious lines first', async () => {
    const suspicion = new Map([
      [lineOf('if x > limit'), 1],
      [lineOf('count = 1'), 0.1],
    ]);
    const context = await templateContext('python', text, { suspicion });
    const top = [...generate(context, await syntax.parser('python'))].slice(0, 10);
    // An insertion stands on the line before or after.
    for (const { line, title } of top) assert.ok(Math.abs(line - lineOf('if x > limit')) <= 1, title);
  });

  it('keeps ids when the file around the function changes', async () => {
    const parser = await syntax.parser('python');
    const before = [...generate(await templateContext('python', text), parser)].map(({ id }) => id);
    const moved = [...generate(await templateContext('python', `LIMIT = None\n\n\n${text}`), parser)].map(
      ({ id }) => id,
    );
    assert.deepEqual(new Set(before), new Set(moved.filter((id) => before.includes(id))));
  });

  it('repairs two bugs with a candidate of a candidate, told as edits of the captured text', async () => {
    const context = await templateContext('python', text);
    const parser = await syntax.parser('python');
    const fixed = text.replace('count = 1', 'count = 0').replace('x > limit', 'x < limit');
    const half = [...generate(context, parser)].find(
      ({ source }) => source.includes('count = 0') && source.includes('x > limit'),
    );
    assert.ok(half);
    const whole = [...recombine(half, context, parser, new Set([lineOf('if x > limit')]))];
    const found = whole.find(({ source }) => source === fixed);
    assert.ok(found);
    assert.equal(applyEdits(text, found.edits), fixed);
    assert.equal(found.parent, half.id);
    assert.ok(found.origin.kind === 'template' && found.origin.order === 2);
    assert.equal(found.line, lineOf('count = 1'));
    for (const candidate of whole) {
      assert.equal(applyEdits(text, candidate.edits), candidate.source);
      assert.notEqual(candidate.source, text);
    }
  });

  it('proposes nothing outside the asked lines', async () => {
    const context = await templateContext('python', text);
    const parser = await syntax.parser('python');
    const [parent] = generate(context, parser);
    assert.ok(parent);
    const changed = [...recombine(parent, context, parser, new Set([lineOf('return count')]))];
    assert.ok(changed.length > 0);
    const kept = parent.source.split('\n');
    for (const { source } of changed) {
      const lines = source.split('\n');
      assert.deepEqual(lines.slice(0, lineOf('return count')), kept.slice(0, lineOf('return count')));
    }
  });

  it('leaves other functions of the file alone', async () => {
    const file = `${text}\n\ndef other(ys):\n    return [y + 1 for y in ys if y > 0]\n`;
    const context = await templateContext('python', file);
    for (const { source } of generate(context, await syntax.parser('python'))) {
      assert.ok(source.endsWith('\n\ndef other(ys):\n    return [y + 1 for y in ys if y > 0]\n'));
    }
  });

  it('goes on without a template that throws, and says which', async () => {
    const failing = {
      id: 'failing',
      bugClass: 'wrong literal' as const,
      prior: 0.5,
      examples: [],
      propose(): never {
        throw new Error('broken');
      },
    };
    const told = new Set<string>();
    const parser = await syntax.parser('python');
    const found = [
      ...generate(await templateContext('python', text), parser, [failing, ...templates], (id) => told.add(id)),
    ];
    assert.ok(found.length > 0);
    assert.deepEqual([...told], ['failing']);
  });

  it('speaks of words that every object has (toString, constructor) like of any other', async () => {
    const source =
      'function f(xs) {\n  const constructor = xs[0].toString();\n  return constructor.valueOf() + xs.hasOwnProperty(1);\n}\n';
    const errors: unknown[] = [];
    const parser = await syntax.parser('javascript');
    const found = [
      ...generate(await templateContext('javascript', source), parser, templates, (_, error) => errors.push(error)),
    ];
    assert.deepEqual(errors, []);
    for (const { edits } of found) for (const edit of edits) assert.equal(typeof edit.text, 'string');
  });
});
