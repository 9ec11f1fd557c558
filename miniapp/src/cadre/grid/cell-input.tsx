import { forwardRef } from 'react'
import { pressKey } from './keys'
import type { Sheet, SheetView } from './sheet'

interface CellInputProps {
  sheet: Sheet
  view: SheetView
  /** The cell in words: a screen reader reads it. */
  label: string
  invalid: boolean
  style: { left: number; top: number; width: number; height: number }
  page: number
  onLeave: () => void
  /** Takes the nth way out of what is wrong here; false where there is none. */
  onFix: (nth: number) => boolean
  /** Takes a whole table that is pasted, with its headings; false where it is only cells. */
  onTable: (text: string) => boolean
}

/**
 * What has the focus in a sheet: it lies over the cell one is on, unseen until something is typed. Chinese is typed
 * into it from the first letter on, which a cell that only listens to keys could not do.
 */
export const CellInput = forwardRef<HTMLTextAreaElement, CellInputProps>(function CellInput(props, ref) {
  const { sheet, view, label, invalid, style, page, onLeave, onFix, onTable } = props
  const { editing } = view
  return (
    <textarea
      ref={ref}
      aria-label={label}
      aria-invalid={invalid || undefined}
      className={editing ? 'grid__input grid__input--typing' : 'grid__input'}
      style={style}
      rows={1}
      spellCheck={false}
      autoComplete="off"
      value={editing?.text ?? ''}
      onChange={({ target: { value } }) => (editing ? sheet.type(value) : sheet.edit(value))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key === 'Process') return
        const [, digit] = /^Digit([1-9])$/.exec(event.code) ?? []
        if (event.altKey && digit && onFix(Number(digit) - 1)) return event.preventDefault()
        if (pressKey(sheet, event, page, onLeave)) event.preventDefault()
      }}
      onBlur={() => sheet.commit()}
      onCopy={(event) => {
        if (editing) return
        event.preventDefault()
        event.clipboardData.setData('text/plain', sheet.copied())
      }}
      onCut={(event) => {
        if (editing) return
        event.preventDefault()
        event.clipboardData.setData('text/plain', sheet.copied())
        sheet.clear()
      }}
      onPaste={(event) => {
        if (editing) return
        event.preventDefault()
        const text = event.clipboardData.getData('text/plain')
        if (text !== '' && !onTable(text)) sheet.paste(text)
      }}
    />
  )
})
