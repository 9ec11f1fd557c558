import { useEffect, useRef } from 'react'

const focusable = '[tabindex="0"], input, textarea, button, a[href]'

/** Keeps the focus inside an open dialog and gives it back afterwards; Escape closes. */
export function useDialogFocus(open: boolean, id: string, onClose: () => void): void {
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    const sheet = document.getElementById(id)
    sheet?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
      if (event.key === 'Tab' && sheet) keepInside(event, sheet)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [open, id])
}

function keepInside(event: KeyboardEvent, sheet: HTMLElement): void {
  const reachable = Array.from(sheet.querySelectorAll<HTMLElement>(focusable))
  const first = reachable[0]
  const last = reachable[reachable.length - 1]
  const at = document.activeElement
  const end = event.shiftKey ? first : last
  // An arrow key may have moved within the group at the end.
  const group = at?.closest('[role=radiogroup], [role=tablist]')
  const leaving = at === end || (group?.contains(end ?? null) ?? false) || (event.shiftKey && at === sheet)
  if (!leaving) return
  event.preventDefault()
  const next = end === first ? last : first
  next?.focus()
}
