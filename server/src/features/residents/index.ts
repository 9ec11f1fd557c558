import type { Feature } from '../../feature'
import { residentMigrations } from './residents.migrations'
import { residentModels } from './residents.model'
import { residentsRoutes } from './residents.routes'

export { newCode, plainCode } from './codes'
export {
  householdByCode,
  householdOf,
  householdsByCode,
  householdsById,
  householdsOfRegister,
  householdsWritten,
  knownHousehold,
  registerOf,
  tiedTo,
} from './households'
export { namesIn } from './names'
export { hashPhone, keyedHash, keyId, openPhone, plainPhone, sealPhone } from './phones'
export { addPersons, endPost, givePosts, type OfficePerson, type Post, postsIn } from './posts'
export {
  endResidence,
  ensurePerson,
  isOfficeHolder,
  livesIn,
  livingByHousehold,
  livingMembersOf,
  membersOf,
  peopleOfRegister,
  personOf,
  personsOf,
  personWithRoles,
  residentClaimed,
  residentIdsOf,
  residentIn,
  residentNamesIn,
  rolesOf,
} from './register'
export { residentNamed } from './register.rules'
export {
  type HouseholdDoc,
  householdMark,
  type PersonDoc,
  personMark,
  type RoleDoc,
  regionOfHousehold,
  registerMark,
} from './residents.model'
export { isOrdinaryWord } from './words.rules'
export { type RegisterStep, writeRegister } from './write-register'

/** 户籍登记: households, the persons in them, and the posts that persons hold. */
export const residents = {
  name: 'residents',
  models: residentModels,
  migrations: residentMigrations,
  plugin: residentsRoutes,
} satisfies Feature
