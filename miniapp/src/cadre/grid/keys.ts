import type { Sheet } from './sheet'

/** A key as the browser tells of it. */
export type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const arrows: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
const far = 1e6

/** What a key does to the sheet; false where it is left to the browser. `page`: rows that are in view. */
export function pressKey(sheet: Sheet, key: Key, page: number, leave: () => void): boolean {
  const { editing } = sheet.get()
  if (editing) return pressWhileTyping(sheet, key)
  if (key.altKey) return false
  return key.ctrlKey || key.metaKey ? pressWithControl(sheet, key) : pressPlain(sheet, key, page, leave)
}

function pressWhileTyping(sheet: Sheet, { key, shiftKey, altKey, ctrlKey, metaKey }: Key): boolean {
  const within = sheet.get().editing?.within ?? false
  if (key === 'Escape') sheet.cancel()
  else if (key === 'Tab') sheet.tab(shiftKey ? -1 : 1)
  // With Ctrl the page hands in what is written.
  else if (key === 'Enter' && !altKey && !ctrlKey && !metaKey) sheet.enter(shiftKey ? -1 : 1)
  else if ((key === 'ArrowUp' || key === 'ArrowDown') && !within)
    sheet.move(key === 'ArrowUp' ? -1 : 1, 0, false)
  else return false
  return true
}

function pressPlain(sheet: Sheet, { key, shiftKey }: Key, page: number, leave: () => void): boolean {
  const arrow = arrows[key]
  if (arrow) sheet.move(arrow[0], arrow[1], shiftKey)
  else if (key === 'Tab') sheet.tab(shiftKey ? -1 : 1)
  else if (key === 'Enter') sheet.enter(shiftKey ? -1 : 1)
  else if (key === 'F2') sheet.edit()
  else if (key === 'Delete' || key === 'Backspace') sheet.clear()
  else if (key === 'Home') sheet.move(0, -far, shiftKey)
  else if (key === 'End') sheet.move(0, far, shiftKey)
  else if (key === 'PageDown') sheet.move(page, 0, shiftKey)
  else if (key === 'PageUp') sheet.move(-page, 0, shiftKey)
  else if (key === 'Escape') leave()
  else return false
  return true
}

function pressWithControl(sheet: Sheet, { key, code, shiftKey }: Key): boolean {
  const arrow = arrows[key]
  const letter = key.toLowerCase()
  const last = { row: sheet.get().table.rows.length - 1, col: sheet.columns.length - 1 }
  if (arrow) sheet.move(arrow[0] * far, arrow[1] * far, shiftKey)
  else if (letter === 'd') sheet.fill()
  else if (letter === 'z') shiftKey ? sheet.redo() : sheet.undo()
  else if (letter === 'y') sheet.redo()
  else if (letter === 'a') sheet.goTo({ row: 0, col: 0 }, last)
  else if (key === 'Home') sheet.goTo({ row: 0, col: 0 })
  else if (key === 'End') sheet.goTo(last)
  else if (key === '+' || (shiftKey && code === 'Equal')) sheet.insert()
  else if (key === '-') sheet.remove()
  else return false
  return true
}
