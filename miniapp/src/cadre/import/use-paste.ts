import { useEffect, useRef } from 'react'

/**
 * h5: takes pasted cells before they reach the field, because a browser takes many seconds to lay out thousands of
 * lines. Words without cells go into the field as always. weapp: the field itself gets them.
 */
export function usePaste(id: string, onCells: (text: string) => void): void {
  const take = useRef(onCells)
  take.current = onCells
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const place = document.getElementById(id)
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (!/[\t\n]/.test(text.trim())) return
      event.preventDefault()
      take.current(text)
    }
    place?.addEventListener('paste', onPaste)
    return () => place?.removeEventListener('paste', onPaste)
  }, [id])
}
