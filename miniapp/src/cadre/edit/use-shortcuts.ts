import { useEffect, useRef } from 'react'

interface Shortcuts {
  save: () => void
  handIn: () => void
  next: () => void
}

/** h5: Ctrl+S saves, Ctrl+Enter hands in, F8 goes to the next thing that is to be mended. */
export function useShortcuts(page: string, shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const press = (event: KeyboardEvent) => {
      const shown = document.getElementById(page)
      if (!shown || shown.offsetHeight === 0 || document.querySelector('[role=dialog]')) return
      const control = event.ctrlKey || event.metaKey
      const run =
        control && event.key.toLowerCase() === 's'
          ? latest.current.save
          : control && event.key === 'Enter'
            ? latest.current.handIn
            : event.key === 'F8'
              ? latest.current.next
              : undefined
      if (!run) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [page])
}
