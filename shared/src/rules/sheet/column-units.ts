import type { ColumnKind } from '../../contract/domain'
import type { Given } from './columns'
import { scaleOf, unitFor, unitOfLabel } from './units'

/** What is known of the unit of a column's figures. */
export interface UnitRead {
  /** Ten to the how many they are in (万元: 4), and the unit's name where they are converted. */
  shift: number
  from: string | null
  /** Nothing says it, or only the clerk's answer does: it is asked. */
  asked: 'money' | 'area' | null
  /** The clerk said 平方米: no 亩, and not converted. */
  ground: boolean
}

const plain: UnitRead = { shift: 0, from: null, asked: null, ground: false }

/** By the heading, else by a line around the table, else by what the clerk answers. */
export function unitRead(given: Given, at: number, kind: ColumnKind, known: boolean): UnitRead {
  if (kind !== 'money' && kind !== 'area') return plain
  const { heading, places, values, answers } = given
  const of = kind === 'money' ? '元' : '亩'
  const own = unitOfLabel(places[at]?.heading ?? '')
  const said = scaleOf(own)?.of === of ? own : unitFor(heading.unit, of)
  const answer = answers.choices[kind === 'money' ? 'unit' : 'land']
  const scale = scaleOf(said ?? answer ?? '')
  const shift = scale?.of === of ? scale.shift : 0
  const { figures, money, land } = values[at] ?? { figures: 0, money: 0, land: 0 }
  // Where every cell says its own, nothing is left to ask; land that a known column holds is in 亩.
  const inCells = figures > 0 && figures === (kind === 'money' ? money : land)
  const asked = said === null && !inCells && !(kind === 'area' && known)
  return {
    shift,
    from: shift > 0 ? (said ?? answer ?? null) : null,
    asked: asked ? kind : null,
    ground: asked && kind === 'area' && answer === '㎡',
  }
}
