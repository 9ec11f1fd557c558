import type { ChosenFile } from '../api/choose-file'

/** A file or a folder as a browser gives it. */
export type DroppedEntry = Pick<FileSystemEntry, 'fullPath' | 'isFile'>
export type OnFolder = (entries: readonly DroppedEntry[]) => void

/** Nothing is dropped on a phone. */
export const useFileDrop = (_onDrop: (file: ChosenFile) => void, _onFolder?: OnFolder): boolean => false
