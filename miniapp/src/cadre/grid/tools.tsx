import { Button } from '../../components'
import type { Sheet, SheetView } from './sheet'

interface ToolsProps {
  sheet: Sheet
  view: SheetView
  focus: () => void
}

/** The same as by keys, for whoever does not know them. */
export function Tools({ sheet, view, focus }: ToolsProps) {
  const press = (run: () => void) => () => {
    sheet.commit()
    run()
    focus()
  }
  const { top, bottom } = sheet.block
  const count = view.table.rows.length
  const many = bottom - top + 1
  return (
    <div className="grid__tools">
      <Button kind="quiet" inline icon="plus" onPress={press(() => sheet.append())}>
        加一行
      </Button>
      <Button kind="quiet" inline icon="down" disabled={count === 0} onPress={press(() => sheet.fill())}>
        向下填充
      </Button>
      <Button kind="quiet" inline icon="return" disabled={!view.canUndo} onPress={press(() => sheet.undo())}>
        撤销
      </Button>
      <Button kind="quiet" inline disabled={!view.canRedo} onPress={press(() => sheet.redo())}>
        重做
      </Button>
      <Button kind="quiet" inline disabled={top >= count} onPress={press(() => sheet.insert())}>
        {many > 1 ? `插 ${many} 行` : '插一行'}
      </Button>
      <Button kind="quiet" inline icon="trash" disabled={top >= count} onPress={press(() => sheet.remove())}>
        {many > 1 ? `删 ${many} 行` : '删一行'}
      </Button>
    </div>
  )
}
