export { findHeading } from './heading'
export { sheetOfText } from './text'
export type { Heading, Sheet, SheetCell, SheetLine } from './types'
