import type { Feature } from '../../feature'
import { personsLeft } from './leaving'
import { residentMigrations } from './residents.migrations'
import { residentModels } from './residents.model'
import { residentsRoutes } from './residents.routes'

export { newCode, plainCode } from './codes'
export { beginEnterprise, endEnterprise } from './enterprises'
export {
  homesBehind,
  householdByCode,
  householdOf,
  householdsByCode,
  householdsById,
  householdsOfRegister,
  householdsWritten,
  knownHousehold,
  registerOf,
  rowNames,
  tiedTo,
} from './households'
export { leadersIn } from './leaders'
export { changePhone, forgetPhone, forgetProxies, passProxies } from './leaving'
export { namesIn } from './names'
export { namesakesIn, newOfficePerson, personsByPhone } from './office-persons'
export { hashPhone, keyedHash, keyId, openPhone, openText, plainPhone, sealPhone, sealText } from './phones'
export { addPersons, endPost, givePosts, type OfficePerson, type Post, postsIn } from './posts'
export {
  agreeToProxy,
  askProxy,
  beginProxy,
  carersOf,
  endProxies,
  holdProxy,
  homeByPhoneTail,
  moveProxies,
  proxiesOf,
  proxyEndedSince,
  proxyOf,
} from './proxies'
export {
  endResidence,
  ensurePerson,
  type Living,
  livingByHousehold,
  livingIn,
  livingMembersOf,
  livingOf,
  membersOf,
  peopleOfRegister,
  personOf,
  personsOf,
  personWithRoles,
  residentClaimed,
  residentIdsOf,
  residentIn,
  residentNamesIn,
} from './register'
export { residentNamed } from './register.rules'
export {
  type HouseholdDoc,
  type HouseholdProxyDoc,
  householdMark,
  type PersonDoc,
  personMark,
  regionOfHousehold,
  registerMark,
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
export { type RegisterStep, writeRegister } from './write-register'

/** 户籍登记: households, the persons in them, and the posts that persons hold. */
export const residents = {
  name: 'residents',
  models: residentModels,
  migrations: residentMigrations,
  plugin: residentsRoutes,
  accounts: { left: (deps, gone) => personsLeft(deps, gone) },
} satisfies Feature
