export { createRowReader } from './blocks'
export { columnsView, registerColumns, registerHeadings, registerLabels } from './columns'
export { compareRegister } from './compare'
export type {
  Compared,
  ComparedHousehold,
  ComparedLine,
  CompareInput,
  FileLine,
  PersonChange,
  PersonStep,
  StoredHousehold,
  StoredPerson,
} from './compare.types'
export { householdIdOf } from './households'
export { mendedFacts } from './mend'
export { groupNumber, maskPhone, phoneNumber, plainGroup, plainName, plainRelation, sexText } from './normal'
export { type RegisterReading, readRegister, type Unreadable } from './read'
export type { RegisterFacts, RegisterRow, RowProblem } from './rows'
export { answerText, bulkText, questionText } from './words'
