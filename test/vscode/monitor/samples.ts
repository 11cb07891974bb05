/** Files of the window's workspace. No small edit writes the functions in them: their whole approach is missing. */
export const files = {
  'monitor/tsconfig.json':
    '{"compilerOptions": {"strict": true, "target": "ES2022", "lib": ["ES2022"], "types": [], "module": "ESNext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true}}\n',
  'monitor/package.json': '{"type": "module"}\n',
  'monitor/words.ts': 'export const shout = (text: string): string => text.toUpperCase();\n',
  'monitor/initials.ts': `import { shout } from './words.ts';

/**
 * First letters of all words, loud.
 *
 * @example
 * initials('ada lovelace') // => 'AL'
 * initials('grace brewster hopper') // => 'GBH'
 */
export function initials(name: string): string {
  return shout('');
}
`,
  'monitor/__init__.py': '',
  'monitor/words.py': 'def shout(text: str) -> str:\n    return text.upper()\n',
  'monitor/initials.py': `from .words import shout


def initials(name: str) -> str:
    """First letters of all words, loud.

    >>> initials('ada lovelace')
    'AL'
    >>> initials('grace brewster hopper')
    'GBH'
    """
    return shout('')
`,
} as const;

const ts = (body: string) =>
  `It returns nothing.\n\n\`\`\`typescript\nexport function initials(name: string): string {\n  return ${body};\n}\n\`\`\`\n`;
const py = (body: string) =>
  `It returns nothing.\n\n\`\`\`python\ndef initials(name: str) -> str:\n    return ${body}\n\`\`\`\n`;

/** Answers of the model: with a name spelled in another way, with one that stands for nothing, and right. */
export const answers = {
  typescript: {
    misspelled: ts("shout(name.split(' ').map((word) => word.charat(0)).join(''))"),
    invented: ts("shout(name.initialLetters(' '))"),
    right: ts("shout(name.split(' ').map((word) => word.charAt(0)).join(''))"),
  },
  python: {
    misspelled: py("shout(''.join(word[0] for word in name.spllit()))"),
    invented: py('shout(name.initial_letters())'),
    right: py("shout(''.join(word[0] for word in name.split()))"),
  },
} as const;
