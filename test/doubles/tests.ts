import type { ExampleTest, ProbeTest } from '../../src/core/model/test';

/** A trusted example of the documentation that expects 1, named by its call; `more` is what the case is about. */
export function exampleTest(call: string, more: Partial<Omit<ExampleTest, 'kind' | 'call'>> = {}): ExampleTest {
  return {
    kind: 'example',
    id: call,
    title: call,
    trust: 'trusted',
    source: 'docstring',
    setup: [],
    call,
    expected: { kind: 'value', source: '1' },
    ...more,
  };
}

/** A call whose outcome is recorded, named by its call; `more` is what the case is about. */
export function probeTest(call: string, more: Partial<Omit<ProbeTest, 'kind' | 'call'>> = {}): ProbeTest {
  return { kind: 'probe', id: call, title: call, trust: 'plausible', source: 'observation', setup: [], call, ...more };
}
