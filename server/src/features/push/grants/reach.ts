import type { Deps } from '../../../deps'
import { isVerified, reachableAccounts, type WechatAccount } from '../../accounts'
import { freeGrantsOf } from './grants'
import { longTemplates } from './templates'

/** A resident's last one-time grant, over all templates, is kept for emergencies and their own household. */
export const isLastKept = (account: WechatAccount, free: number): boolean => isVerified(account) && free <= 1

/** Who could be reached now: null, or the code why not. */
export async function reachOf(
  deps: Deps,
  persons: readonly string[],
  { urgent, emergency: isEmergency }: { urgent: boolean; emergency: boolean },
): Promise<Map<string, string | null>> {
  const { published, emergency } = deps.config.wechat.templates
  const long = longTemplates(deps)
  const accounts = await reachableAccounts(deps.db, persons)
  const openids = [...accounts.values()].flat().map(({ openid }) => openid)
  const grants = await freeGrantsOf(deps.db, openids, [published, emergency])
  const reach = (person: string): string | null => {
    const own = accounts.get(person)
    if (!own) return 'noAccount'
    const whys = own.map((account) => {
      const free = grants.get(account.openid)
      const ordinary = free?.get(published) ?? 0
      const total = ordinary + (free?.get(emergency) ?? 0)
      if ((isEmergency ? total : ordinary) === 0) return 'noGrant'
      const kept = !urgent && !long.has(published) && isLastKept(account, total)
      return kept ? 'lastGrantKept' : null
    })
    if (whys.includes(null)) return null
    return whys.includes('lastGrantKept') ? 'lastGrantKept' : 'noGrant'
  }
  return new Map(persons.map((person) => [person, reach(person)]))
}
