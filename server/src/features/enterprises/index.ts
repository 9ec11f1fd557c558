import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { enterpriseMigrations } from './enterprises.migrations'
import { enterpriseModels } from './enterprises.model'
import { enterprisesRoutes } from './enterprises.routes'
import { decidedSubject } from './links/decided'
import { linksLeft, linksReplaced } from './links/left'
import { endLinks, moveLinks } from './links/people'
import { settleOwed } from './links/settle'
import { enterpriseWorkSubject } from './links/waiting'
import { ownEnterprises } from './profile/own'

export { registeredByCode, registeredByCodes } from './county/register'
export {
  type EnterpriseDoc,
  type EnterpriseLinkDoc,
  enterpriseMark,
  enterprisesMark,
  type RegisteredEnterpriseDoc,
} from './enterprises.model'
export { industryName } from './industries'
export { linksWaiting } from './links/office'
export {
  type ActsFor,
  changedEnterprises,
  changeSeen,
  enterprisePages,
  enterprisesByCode,
  enterprisesById,
  peopleOf,
} from './profile/matching'
export { enterpriseFor, type OwnEnterprise, ownEnterprises } from './profile/own'
export { profileFromRegister, profileOf } from './profile/profile-of'
export { knowPaid } from './profile/received'
export { enterprisesWithin, type KnownEnterprise } from './profile/within'

/** Those that the person acts for; who acts for none costs nothing. */
async function namesOf(deps: Deps, person: string | null, acts: readonly string[] = []) {
  if (person === null || acts.length === 0) return {}
  const own = await ownEnterprises(deps, person)
  return {
    enterprises: own
      .filter(({ link }) => link.state === 'confirmed')
      .map(({ enterprise, link, profile }) => ({
        ...{ id: enterprise._id, name: profile.name, region: profile.region ?? link.region },
      })),
  }
}

async function settleAndWake(deps: Deps): Promise<void> {
  if ((await settleOwed(deps)) > 0) deps.work.send()
}

/** 企业: their profiles, who acts for them, and the county's register of them. */
export const enterprises = {
  name: 'enterprises',
  models: enterpriseModels,
  migrations: enterpriseMigrations,
  plugin: enterprisesRoutes,
  jobs: (deps) => [{ name: 'enterprise-links', every: 'minute', run: () => settleAndWake(deps) }],
  people: {
    moved: (deps, from, to) => moveLinks(deps, from, to),
    ended: (deps, person) => endLinks(deps, person),
  },
  accounts: {
    left: (deps, gone) => linksLeft(deps, gone),
    replaced: (deps, account) => linksReplaced(deps, account),
  },
  subjects: { enterpriseLink: decidedSubject, enterpriseWork: enterpriseWorkSubject },
  profile: (deps, { person, enterprises: acts }) => namesOf(deps, person, acts),
} satisfies Feature
