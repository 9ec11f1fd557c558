import { useEffect, useRef, useState } from 'react'
import { type ChosenFile, chosenOf } from '../api/choose-file'

/** A file or a folder as a browser gives it. */
export type DroppedEntry = Pick<FileSystemEntry, 'fullPath' | 'isFile'>
export type OnFolder = (entries: readonly DroppedEntry[]) => void

/** To be asked while the event lasts. */
const entriesOf = ({ dataTransfer }: DragEvent): FileSystemEntry[] =>
  Array.from(dataTransfer?.items ?? []).flatMap((item) => item.webkitGetAsEntry?.() ?? [])

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * On a computer a file may be dropped anywhere on the page. True while one is held over it; a file that misses is not
 * opened in place of the page, which would lose what was written. `onFolder`: a folder, or several files at once.
 */
export function useFileDrop(onDrop: (file: ChosenFile) => void, onFolder?: OnFolder): boolean {
  const [over, setOver] = useState(false)
  const take = useRef({ onDrop, onFolder })
  take.current = { onDrop, onFolder }
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      // Between parts of the page there is always one that is entered.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      const entries = take.current.onFolder ? entriesOf(event) : []
      if (entries.length > 1 || entries[0]?.isFile === false) return take.current.onFolder?.(entries)
      const file = event.dataTransfer?.files[0]
      if (file) take.current.onDrop(chosenOf(file))
    }
    document.addEventListener('dragover', hold)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', hold)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return over
}
