import type { Telling } from '@hutang/shared/contract'
import { againText, validityText, visitText } from '@hutang/shared/rules'
import { clock } from '../../../format/clock'

/** How people will be told, a sentence each. */
export const tellingLines = ({ validUntil, visit, againHours }: Telling): string[] => [
  ...(validUntil ? [validityText(new Date(validUntil), new Date(clock.now()))] : []),
  visitText(visit),
  againText(againHours),
]
