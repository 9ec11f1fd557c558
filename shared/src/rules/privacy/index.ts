export { forbidden, personalDataInRows, personalDataInWords } from './content'
export { coveredCells, coveredText, cutText } from './cover'
export { personalDataIn } from './find'
export { type GatedField, gateFields, gateKey } from './gate'
export { needsGrounds } from './grounds'
export { everyKind, isNeverStored, type PersonalDataKind, type Place, personalDataKinds } from './kinds'
export {
  bareName,
  betweenNames,
  maskName,
  maskNameCell,
  maskNamesIn,
  type NameFound,
  type Names,
  namesOf,
} from './names'
export { holdsSum, type OutwardWords, outwardWords } from './outward'
export { personalDataInRow } from './rows'
