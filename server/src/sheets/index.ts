export { isArchive, openArchive } from './archive'
export { mostFileBytes, readSheetFile } from './read-sheet-file'
export type { Left, ReadFile, SheetFile } from './sheet-file'
