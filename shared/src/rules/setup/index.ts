export { textOf as sheetCellText } from '../sheet/cells'
export { levelOfCode, plainRegionCode, usualOfficeName } from './codes'
export {
  isPersonName,
  type PlannedPerson,
  type PlannedPost,
  plainMobile,
  plainPersonName,
  readPeople,
} from './people'
export { type Places, type PlannedRegion, readPlaces } from './places'
export { readSetup, type SetupPlan, type SetupReading } from './plan'
export { postsNamed, postsOfLevel } from './posts'
export { tablesOf } from './tables'
