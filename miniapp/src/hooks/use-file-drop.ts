import type { ChosenFile } from '../api/choose-file'

/** Nothing is dropped on a phone. */
export const useFileDrop = (_onDrop: (file: ChosenFile) => void): boolean => false
