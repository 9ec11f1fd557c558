import { needWords } from '@hutang/shared'
import { industryName } from '../../../rules/industry-names'
import type { PolicyTopic } from '../../announcements'

/** What of policies is followed, in words. `title`: of the one policy, where it is known. */
export function policyLabelOf(
  { id, need, industry, office }: PolicyTopic,
  { place, below, title }: { place: string; below: boolean; title?: string | undefined },
): string {
  if (id) return title ? `政策“${title}”` : '一条政策'
  const where = `${place}${below ? '（连同下面的村镇）' : ''}`
  if (need) return `${where}“${needWords[need]}”方面的政策`
  if (industry) return `${where}“${industryName(industry) ?? industry}”的政策`
  return office ? `${where}“${office}”发的政策` : `${where}全部政策`
}
