import { b4 } from './b4';
import { codeT } from './codeT';
import { maxPass } from './maxPass';
import { mbr } from './mbr';
import { pageRank } from './pageRank';
import type { Ranker } from './ranker';
import { sRank } from './sRank';

/** Every ranker, the default first. */
export const rankers: readonly Ranker[] = [b4, codeT, mbr, pageRank, sRank, maxPass];
