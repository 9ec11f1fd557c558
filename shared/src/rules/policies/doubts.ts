import type { FieldProblem } from '../../errors'
import { sumWords } from './sum-words'
import type { YearFigures } from './types'

const fenInWan = 1_000_000
/** Less than this a year is a figure in 万元 that was typed as 元. */
const leastFen = 100_000
/** More than this for each person, or at all, is a figure in 元 that was typed as 万元. */
const mostFenEach = 5_000 * fenInWan
const mostFen = 1_000_000 * fenInWan
const mostStaff = 100_000

function moneyDoubt(title: string, fen: number | null, staff: number | null): string | null {
  if (fen === null || fen === 0) return null
  if (fen < leastFen) return `${title}是${sumWords(fen)}吗？是不是应为${sumWords(fen * 10_000)}？`
  const tooMuch = staff ? fen / staff > mostFenEach : fen > mostFen
  return tooMuch ? `${title}是${sumWords(fen)}吗？是不是应为${sumWords(Math.round(fen / 10_000))}？` : null
}

/** What is asked once more of the figures of a year: nothing is refused, a figure that is so may stay. */
export function figureDoubts(figures: YearFigures): FieldProblem[] {
  const { staff, revenueFen, assetsFen, others } = figures
  const { rdFen } = others
  const doubts: [string, string | null][] = [
    ['staff', staff !== null && staff > mostStaff ? `从业人员有${staff}人吗？请再看一遍。` : null],
    ['revenueFen', moneyDoubt('营业收入', revenueFen, staff)],
    ['assetsFen', moneyDoubt('资产总额', assetsFen, staff)],
    [
      'others.rdFen',
      typeof rdFen === 'number' && revenueFen !== null && revenueFen > 0 && rdFen > revenueFen
        ? `研发投入${sumWords(rdFen)}比营业收入${sumWords(revenueFen)}还多吗？`
        : null,
    ],
  ]
  return doubts.flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}
