import type { ChosenFile } from '../../api/choose-file'
import type { DroppedEntry } from '../../hooks/use-file-drop'

/** A folder as one file to send. WeChat gives files of chats, never a folder. */
export const chooseFolder = (): Promise<ChosenFile | null> => Promise.resolve(null)

export const droppedFolder = (_entries: readonly DroppedEntry[]): Promise<ChosenFile | null> =>
  Promise.resolve(null)
