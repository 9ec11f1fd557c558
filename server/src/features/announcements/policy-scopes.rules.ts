import { industryCode, type Need, needs } from '@hutang/shared'
import { plainWord } from './plain-word.rules'

/** What of policies is followed: at most one of these; none: all that a place publishes or is concerned by. */
export interface PolicyTopic {
  id?: string | undefined
  need?: Need | undefined
  /** 门类 or 大类: what is followed more exactly is followed by its 大类. */
  industry?: string | undefined
  /** 发文机关 */
  office?: string | undefined
}

const divisionLength = 3

const industryKey = (code: string): string => (industryCode(code) ?? code).slice(0, divisionLength)
const officeKey = (office: string): string => plainWord(office).replace(/\s/g, '')

/** The key behind a place: `310116!need=money`, `310116+!all`; of one policy, wherever it is, `!policy=<id>`. */
export function policyScopeOf(place: string, { id, need, industry, office }: PolicyTopic): string {
  if (id) return `!policy=${id}`
  if (need) return `${place}!need=${need}`
  if (industry) return `${place}!industry=${industryKey(industry)}`
  return office ? `${place}!office=${officeKey(office)}` : `${place}!all`
}

const written = /^(\d*)(\+)?!(?:(all)|(policy|need|industry|office)=(.+))$/s

/** The way back; null where the key is none of a policy's. */
export function policyPartsOf(
  scope: string,
): { region: string; below: boolean; category: null; item: null; word: null; policy: PolicyTopic } | null {
  const [, region, plus, , kind, value = ''] = written.exec(scope) ?? []
  if (region === undefined) return null
  const need = needs.find((one) => one === value)
  const policy: PolicyTopic =
    kind === 'policy'
      ? { id: value }
      : kind === 'need' && need
        ? { need }
        : kind === 'industry'
          ? { industry: value }
          : kind === 'office'
            ? { office: value }
            : {}
  return { region, below: plus !== undefined, category: null, item: null, word: null, policy }
}

interface PublishedPolicy {
  id: string
  region: string
  /** The regions above. */
  above: readonly string[]
  needs: readonly Need[]
  /** What it is meant for; empty: nobody follows it by an industry. */
  industries: readonly string[]
  office: string
}

/** Every key under which a policy is followed; words come at matching, when its text is read. */
export function policyScopesOf({ id, region, above, needs, industries, office }: PublishedPolicy): string[] {
  const topics: PolicyTopic[] = [
    {},
    ...needs.map((need) => ({ need })),
    ...[...new Set(industries.flatMap((code) => [code.slice(0, 1), industryKey(code)]))].map((industry) => ({
      industry,
    })),
    ...(office.trim() === '' ? [] : [{ office }]),
  ]
  const places = [region, ...[region, ...above].map((one) => `${one}+`)]
  return [`!policy=${id}`, ...places.flatMap((place) => topics.map((topic) => policyScopeOf(place, topic)))]
}
