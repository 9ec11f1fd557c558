import { type MutableRefObject, type RefObject, useImperativeHandle } from 'react'
import type { FieldProblem } from '../../api/errors'
import type { GridControl } from './control'
import type { Place } from './place'
import { placeOfProblem, problemAfter } from './problems-at'
import type { Sheet } from './sheet'

/** What the page around asks of the sheet. */
export function useControl(
  control: MutableRefObject<GridControl | null>,
  sheet: Sheet,
  problems: readonly FieldProblem[],
  scroller: RefObject<HTMLElement>,
  focus: () => void,
): void {
  useImperativeHandle(control, () => {
    const go = (place: Place) => {
      sheet.goTo(place)
      scroller.current?.scrollIntoView({ block: 'nearest' })
      focus()
    }
    const head = () => sheet.get().table.columns
    return {
      settle: () => sheet.settle(),
      next() {
        const place = problemAfter(problems, sheet.columns, head(), sheet.get().at)
        if (place) go(place)
        return place !== undefined
      },
      show: (row, column) => go(placeOfProblem(sheet.columns, head(), { row, column })),
    }
  }, [sheet, problems, scroller, focus])
}
