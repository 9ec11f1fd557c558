import type { RoleName } from '../../contract/domain'
import type { RegionLevel } from './codes'

/** What each post is called in the field, by the level of its office; the first that fits counts. */
const words: Record<RegionLevel, readonly [RoleName, RegExp][]> = {
  village: [
    ['administrator', /管理员$/],
    ['group-leader', /^(?:第?[0-9一二三四五六七八九十百]{1,5})?(?:村民)?小?组(?:村民)?(?:小?组)?长$/],
    // Before the heads of the village: 村监会主任 heads another body.
    ['supervisor', /村?监会|监委会|监督委员会|村务监督/],
    ['clerk', /^(?:村|社区)?(?:务公开)?(?:经办人?|文书|会计|报账员|出纳|信息员|联络员|公开员)$/],
    [
      'publisher',
      /^(?:村|社区)?(?:党(?:总?支部?|委)|两委|村委会?|村民委员会|居委会|居民委员会)?(?:书记|主任|支书)(?:[/兼](?:村委会?|村民委员会)?(?:书记|主任))?$/,
    ],
  ],
  township: [
    ['administrator', /管理员$/],
    ['township-reviewer', /保密|审查|审核/],
    ['township-publisher', /签发|^(?:副|分管)?(?:镇|乡)长$|分管领导|办事处主任/],
    ['township-officer', /^(?:镇|乡|街道)?(?:务公开)?(?:经办人?|公开员|信息员|联络员)$/],
  ],
  county: [
    ['administrator', /管理员$/],
    ['operator', /运维/],
  ],
}

/** What may be written, for who wrote something else. */
export const postsOfLevel: Record<RegionLevel, string> = {
  village: '村经办人、村监会、书记/主任、村民小组长、管理员',
  township: '镇经办人、镇保密审查、镇签发、管理员',
  county: '管理员、系统运维',
}

const roleIn = (level: RegionLevel, word: string): RoleName | undefined =>
  words[level].find(([, pattern]) => pattern.test(word))?.[0]

/** The posts that a cell names (文书、管理员); null where it names one that is not known. */
export function postsNamed(level: RegionLevel, cell: string): RoleName[] | null {
  const plain = cell.normalize('NFKC').replace(/\s/g, '')
  const whole = /[、,;]/.test(plain) ? undefined : roleIn(level, plain)
  if (whole) return [whole]
  const roles = plain.split(/[、,;/和及]/).map((word) => roleIn(level, word))
  return roles.every((role) => role !== undefined) ? [...new Set(roles)] : null
}
