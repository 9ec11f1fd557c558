import type { SubjectRef } from '../../announcements'
import type { MatchDoc, PreferenceDoc } from '../push.types'

/** Of one subject, or of an item of a place: what a person has muted. */
export const muteOf = {
  notice: (id: string) => `notice:${id}`,
  policy: (id: string) => `policy:${id}`,
  item: (region: string, no: number) => `item:${region}#${no}`,
}

/** The names under which a subject may be muted: what concerns a firm by that of the policy. */
const namesOfSubject = ({ kind, id }: SubjectRef): string[] =>
  kind === 'package' ? [muteOf.policy(id.replace(/@.*$/s, ''))] : [`${kind}:${id}`]

/** Why something lies in the inbox alone, as this person has chosen; null: it is sent. Nobody mutes an emergency. */
export function silenceOf(
  { urgency, subject, region, reasons }: Pick<MatchDoc, 'urgency' | 'subject' | 'region' | 'reasons'>,
  item: number | null,
  { muted, household }: Pick<PreferenceDoc, 'muted' | 'household'>,
): 'muted' | 'householdOff' | null {
  if (urgency === 'emergency') return null
  const names = [...namesOfSubject(subject), ...(item === null ? [] : [muteOf.item(region, item)])]
  if (muted.some((one) => names.includes(one))) return 'muted'
  return !household && reasons.every((reason) => reason === 'household') ? 'householdOff' : null
}
