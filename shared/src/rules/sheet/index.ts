export type {
  ColumnAnswer,
  HouseholdMatches,
  KnownHousehold,
  LastTable,
  LeftOut,
  SheetAnswers,
  SheetColumn,
  SheetDifferences,
  SheetOptions,
  SheetProblem,
  SheetQuestion,
  SheetRead,
  SheetRow,
  SumCheck,
  Unmatched,
} from './answers'
export { toHousehold, toNowhere, toOwn } from './answers'
export { dateOf, isDate } from './dates'
export { findHeading } from './heading'
export { lineKey, tieHouseholds } from './households'
export { groupKey, nameKey } from './keys'
export { readingSheet, readSheet } from './read'
export { cellKey } from './shape'
export { sheetOfText } from './text'
export type { Heading, Sheet, SheetCell, SheetLine } from './types'
export { scaleOf, unitOfLabel } from './units'
