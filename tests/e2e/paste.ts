import type { Locator } from 'playwright-core'

/** Pastes cells as a spreadsheet's clipboard gives them; `fill` would have the browser lay out every line. */
export const pasteInto = (sheet: Locator, cells: string): Promise<void> =>
  sheet.getByLabel('贴在这里').evaluate((field, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, cells)
