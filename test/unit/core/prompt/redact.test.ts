import * as assert from 'node:assert/strict';
import { redact } from '../../../../src/core/prompt/redact';

describe('redact', () => {
  const secrets: Readonly<Record<string, readonly [text: string, kept: string]>> = {
    'an OpenAI key': ['key sk-proj-abcdefghijklmnop1234 end', 'key [redacted] end'],
    'a GitHub token': ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[redacted]'],
    'an AWS key id': ['AKIAABCDEFGHIJKLMNOP', '[redacted]'],
    'a bearer token': ['Authorization: Bearer abcdef0123456789abcdef', 'Authorization: Bearer [redacted]'],
    'a password in an address': ['postgres://me:hunter22@db/x', 'postgres://me:[redacted]@db/x'],
    'an assigned secret': ["API_KEY = 'abcd1234efgh'", "API_KEY = '[redacted]'"],
    'a property': ['{"client_secret": "abcd1234efgh"}', '{"client_secret": "[redacted]"}'],
    'a private key': ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '[redacted]'],
    'a web token': ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.abcdefgh', '[redacted]'],
  };
  for (const [name, [text, kept]] of Object.entries(secrets)) {
    it(`takes out ${name}`, () => assert.equal(redact(text).text, kept));
  }

  it('leaves code alone', () => {
    const code = 'def tokens(text, key=None):\n    password = read(key)\n    return token == "abc" or skip-list\n';
    assert.deepEqual(redact(code), { text: code, count: 0 });
  });

  it('counts, and does not count twice', () => {
    const once = redact('Bearer abcdef0123456789abcdef and sk-abcdefghijklmnop');
    assert.equal(once.count, 2);
    assert.deepEqual(redact(once.text), { text: once.text, count: 0 });
  });
});
