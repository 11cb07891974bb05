import { captureFunctions } from '../capture/capture';
import type { Syntax } from '../capture/syntax';
import type { LanguageId } from '../model/focalFunction';
import { buildContext } from './context';
import { generate } from './generate';
import type { FixTemplate } from './template';

/** Programs it takes until the engine has compiled most of what all templates share; more would cost more than they bring. */
const PROGRAMS = 4;
/** Candidates that are made of each: the first ones cost the most. */
const CANDIDATES = 4;

/**
 * Makes candidates of the templates' own examples before anybody asks for a fix: the first time is three times as slow as any other. Once for
 * each language, in small steps.
 */
export class Rehearsal {
  readonly #syntax: Syntax;
  readonly #templates: readonly FixTemplate[];
  readonly #begun = new Set<string>();

  constructor(syntax: Syntax, templates: readonly FixTemplate[]) {
    this.#syntax = syntax;
    this.#templates = templates;
  }

  /** How many candidates were made; 0 when the language has had its turn. */
  async of(languageId: LanguageId): Promise<number> {
    const language = languageId === 'python' ? 'python' : 'javascript';
    if (this.#begun.has(language)) return 0;
    this.#begun.add(language);
    const programs = this.#templates.flatMap(({ examples }) => examples.filter((one) => one.language === language));
    const apart = Math.max(1, Math.floor(programs.length / PROGRAMS));
    let made = 0;
    for (const { buggy } of programs.filter((_, i) => i % apart === 0).slice(0, PROGRAMS)) {
      made += await this.#once(language, buggy);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return made;
  }

  async #once(languageId: LanguageId, text: string): Promise<number> {
    const file = { path: `/rehearsal.${languageId === 'python' ? 'py' : 'js'}`, languageId, text, version: 0 };
    const [focal] = await captureFunctions(this.#syntax, file);
    if (!focal) return 0;
    const tree = await this.#syntax.parse(languageId, text);
    try {
      const language = this.#syntax.definition(languageId);
      const context = buildContext({ focal, language, tree, suspicion: new Map() });
      const parser = await this.#syntax.parser(languageId);
      const candidates = generate(context, parser, this.#templates, () => undefined);
      let made = 0;
      while (made < CANDIDATES && candidates.next().done !== true) made++;
      candidates.return();
      return made;
    } finally {
      tree.delete();
    }
  }
}
