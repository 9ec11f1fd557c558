import type { Feature } from '../../feature'
import { residentModels } from './residents.model'
import { residentsRoutes } from './residents.routes'

export { newCode, plainCode } from './codes'
export { namesIn } from './names'
export { hashPhone, keyedHash, keyId, openPhone, plainPhone, sealPhone } from './phones'
export { addPersons, endPost, givePosts, type OfficePerson, type Post, postsIn } from './posts'
export {
  endResidence,
  ensurePerson,
  householdByCode,
  householdOf,
  householdsByCode,
  householdsById,
  householdsWritten,
  isOfficeHolder,
  knownHousehold,
  livesIn,
  livingMembersOf,
  membersOf,
  personOf,
  personsOf,
  personWithRoles,
  registerOf,
  residentClaimed,
  residentIdsOf,
  residentIn,
  residentNamesIn,
  rolesOf,
} from './register'
export { plainName, residentNamed } from './register.rules'
export {
  type HouseholdDoc,
  householdMark,
  type PersonDoc,
  personMark,
  type RoleDoc,
} from './residents.model'
export { isOrdinaryWord } from './words.rules'

/** 户籍登记: households, the persons in them, and the posts that persons hold. */
export const residents = {
  name: 'residents',
  models: residentModels,
  plugin: residentsRoutes,
} satisfies Feature
