import { useEffect, useRef } from 'react'

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true]') !== null

/** h5: cells that are pasted anywhere on the page, but not into a field, are read as a table. */
export function useTablePaste(listening: boolean, onText: (text: string) => void): void {
  const take = useRef(onText)
  take.current = onText
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !listening) return
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isField(event.target) || !/\t/.test(text) || !/\n/.test(text.trim())) return
      event.preventDefault()
      take.current(text)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [listening])
}
