import type { Feature } from '../../feature'
import { residentModels } from './residents.model'
import { residentsRoutes } from './residents.routes'

export { newCode, plainCode } from './codes'
export { namesIn } from './names'
export { namesakesIn, newOfficePerson, personsByPhone } from './office-persons'
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
} from './register'
export { plainName, residentNamed } from './register.rules'
export {
  type HouseholdDoc,
  householdMark,
  type PersonDoc,
  personMark,
} from './residents.model'
export {
  changeRole,
  changeRoles,
  giveRoles,
  isOfficeHolder,
  knownRolesIn,
  postsMark,
  type RoleChange,
  removeRole,
  roleOf,
  rolesBegunIn,
  rolesEndedIn,
  rolesIn,
  rolesOf,
  rolesToHandOver,
  takeBackRoles,
} from './roles'
export type { KinAnswer, Leave, RoleDoc } from './roles.model'
export { hasEnded, isOnLeave, isWorking } from './roles.rules'
export { isOrdinaryWord } from './words.rules'

/** 户籍登记: households, the persons in them, and the posts that persons hold. */
export const residents = {
  name: 'residents',
  models: residentModels,
  plugin: residentsRoutes,
} satisfies Feature
