import { type ColumnAnswer, cellKey, type Sheet, type SheetAnswers } from '@hutang/shared/rules'
import { useMemo, useState } from 'react'

const none: SheetAnswers = { choices: {}, columns: {}, cells: {}, households: {}, without: [] }

export interface Answering {
  answers: SheetAnswers
  choose: (id: string, value: string) => void
  column: (at: number, answer: ColumnAnswer) => void
  /** What cells should say, by `row,column`. */
  mend: (cells: Readonly<Record<string, string>>) => void
  /** Takes back everything that was mended. */
  restore: () => void
  tie: (key: string, household: string | null) => void
  leaveOut: (row: number) => void
}

/** What the clerk says about a sheet; another sheet begins anew. */
export function useAnswers(sheet: Sheet | null): Answering {
  const [said, setSaid] = useState({ of: sheet, answers: none })
  const answers = said.of === sheet ? said.answers : none
  return useMemo(() => {
    const put = (next: Partial<SheetAnswers>) => setSaid({ of: sheet, answers: { ...answers, ...next } })
    return {
      answers,
      choose: (id, value) =>
        put({
          choices: { ...answers.choices, [id]: value },
          // Split otherwise, or under other headings, the cells are others.
          ...(id === 'split' || id === 'heading' ? { cells: {}, columns: {} } : {}),
        }),
      column: (at, answer) => put({ columns: { ...answers.columns, [at]: answer } }),
      mend: (cells) => put({ cells: { ...answers.cells, ...cells } }),
      restore: () => put({ cells: {}, without: [] }),
      tie: (key, household) => put({ households: { ...answers.households, [key]: household } }),
      leaveOut: (row) => put({ without: [...answers.without, row] }),
    }
  }, [sheet, answers])
}

export { cellKey }
