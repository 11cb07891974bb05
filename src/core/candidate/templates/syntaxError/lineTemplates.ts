import { blockBraces } from './blockBraces';
import { blockStyle } from './blockStyle';
import { brackets } from './brackets';
import { commentSign } from './commentSign';
import { conditionSigns } from './conditionSigns';
import { foreignSyntax } from './foreignSyntax';
import { functionHeader } from './functionHeader';
import { indentation } from './indentation';
import { keywords } from './keywords';
import type { LineTemplate } from './lines';
import { missingColon } from './missingColon';
import { quotes } from './quotes';
import { separators } from './separators';
import { strayText } from './strayText';

/** Repairs of one line, which `repairSeveral` combines. */
export const lineTemplates: readonly LineTemplate[] = [
  missingColon,
  brackets,
  blockBraces,
  quotes,
  separators,
  keywords,
  commentSign,
  indentation,
  functionHeader,
  foreignSyntax,
  conditionSigns,
  blockStyle,
  strayText,
];
