import { useCallback, useMemo, useState } from 'react'
import type { OverPage } from '../../components/dialog/over-page'

/** The dialogs of a page, the one in front last, and the place where they are drawn. */
export function useOverPage(): OverPage & { setPlace: (place: Element | null) => void } {
  const [place, setPlace] = useState<Element | null>(null)
  const [dialogs, setDialogs] = useState<readonly string[]>([])
  const open = useCallback((id: string) => {
    setDialogs((others) => [...others, id])
    return () => setDialogs((all) => all.filter((one) => one !== id))
  }, [])
  const front = dialogs[dialogs.length - 1]
  return useMemo(() => ({ place, setPlace, front, open }), [place, front, open])
}
