import type { Cell, Column } from '../../contract/domain'
import { personalDataIn } from './find'
import { digitOf } from './folding'
import type { Place } from './kinds'
import { lookAlikeRun, mayLookAlike } from './look-alikes'
import { personalDataInRow } from './rows'

const covered = '＊＊＊'
const whole = '（已遮住）'
/** Digits of any kind with what may stand between them. */
const longRun = /[\p{Nd}][\p{Nd}\s\p{Cf}xX×ХхＸｘ.,_\-/·\p{Pd}]{5,}[\p{Nd}xX×ХхＸｘ]/gu

/**
 * A text without the personal data that the gate finds in it: first long numbers are covered, then every digit, in the
 * end all of it. What comes out always passes.
 */
export function coveredText(text: string, place: Place = {}): string {
  const found = (some: string) => personalDataIn(some, place).length > 0
  if (!found(text)) return text
  // Whole, before the digits alone go: the letters between them would stay.
  const rest = mayLookAlike(text) ? text.replace(lookAlikeRun, (run) => (found(run) ? covered : run)) : text
  const tries = [
    () => rest,
    () => rest.replace(longRun, (run) => (found(run) || found(rest) ? covered : run)),
    () => [...rest.normalize('NFKC')].map((sign) => (digitOf(sign) ? '＊' : sign)).join(''),
  ]
  for (const masked of tries) {
    const next = masked()
    if (!found(next)) return next
  }
  return whole
}

/** The beginning of a text. Covered before it is cut: of half a number nobody finds that it is one. */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : coveredText(text).slice(0, longest)

/** The cells of a row without what the gate finds in them; figures that read as a number go. */
export function coveredCells(columns: readonly Column[], cells: readonly Cell[]): Cell[] {
  const next = [...cells]
  for (let round = 0; round <= cells.length; round++) {
    const found = personalDataInRow(columns, next)
    if (found.length === 0) return next
    for (const { place, through } of found) {
      for (let at = place; at <= through; at++) {
        const cell = next[at]
        next[at] = typeof cell === 'string' && columns[at]?.kind === 'text' && round === 0 ? covered : null
      }
    }
  }
  return next.map(() => null)
}
