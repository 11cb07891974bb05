import type { Question } from '../../core/model/events';
import { t } from '../l10n';

/** `For merge([3], [1, 2]), which is right?` */
export function questionWords(question: Question): string {
  return t('For {0}, which is right?', question.call);
}

export function supporters(count: number): string {
  return count === 1 ? t('1 fix says so') : t('{0} fixes say so', count);
}
