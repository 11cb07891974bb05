import { generalProperties } from './generalProperties';
import { listProperties } from './listProperties';
import { numberProperties } from './numberProperties';
import type { Property } from './property';

/** Every property, those that say most about a result first. */
export const properties: readonly Property[] = [...listProperties, ...numberProperties, ...generalProperties];
