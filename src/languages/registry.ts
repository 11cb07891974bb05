import type { LanguageDefinition } from '../core/language';
import { javascript, typescript } from './javascript/language';
import { python } from './python/language';

/** Every language Eider knows; a new one is a folder and a line here. */
export const languages: readonly LanguageDefinition[] = [python, javascript, typescript];
