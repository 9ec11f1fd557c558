import type { Deps } from '../../../deps'
import type { AnnouncementDoc, SubjectRef } from '../../announcements'
import { policyTold } from '../seen/of-policy'
import { toldSums } from '../seen/told'

/** What was said of a policy while it could be read; that it is gone is no copy of it. */
const ofContent: readonly AnnouncementDoc['kind'][] = ['published', 'corrected', 'status', 'reminder']

/** How many persons a notice or a policy came to, and how many of them opened it. */
export async function receivedOf(
  deps: Deps,
  { kind, id: notice }: SubjectRef,
): Promise<{ received: number; opened: number }> {
  if (kind === 'policy') {
    const { told, opened } = await policyTold(deps, notice, ofContent)
    return { received: told, opened }
  }
  const { received, opened } = await toldSums(deps, notice)
  return { received, opened }
}
