import { readingSheet, type Sheet, type SheetOptions, type SheetRead } from '@hutang/shared/rules'
import { useEffect, useState } from 'react'

export interface Reading {
  /** How the sheet was understood; while it is read anew, as it was before. */
  read: SheetRead | undefined
  /** How much of it is read, from 0 to 1; undefined while nothing is being read. */
  progress: number | undefined
}

/** Milliseconds between two breaths of the page. */
const slice = 16

/** Reads a sheet piece by piece, so that the page stays alive and shows how far it is. */
export function useReading(sheet: Sheet | null, options: SheetOptions): Reading {
  const [read, setRead] = useState<{ of: Sheet; read: SheetRead }>()
  const [progress, setProgress] = useState<number>()
  useEffect(() => {
    setProgress(undefined)
    if (!sheet) return
    const steps = readingSheet(sheet, options)
    let timer: ReturnType<typeof setTimeout> | undefined
    const go = () => {
      const until = Date.now() + slice
      for (;;) {
        const step = steps.next()
        if (step.done) {
          setRead({ of: sheet, read: step.value })
          return setProgress(undefined)
        }
        if (Date.now() < until) continue
        setProgress(step.value)
        timer = setTimeout(go, 0)
        return
      }
    }
    go()
    return () => clearTimeout(timer)
  }, [sheet, options])
  return { read: read && read.of === sheet ? read.read : undefined, progress }
}
