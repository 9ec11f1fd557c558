import type { AskedQuestion, RegionRef, User } from '@hutang/shared/contract'
import { goTo, goToPolicies } from './navigation'

/** Opens the answer to one of the ten questions: the notice that holds it, its item, or the page that is made for it. */
export function openAsked(
  { key, notice, no }: AskedQuestion,
  { code }: Pick<RegionRef, 'code'>,
  user: Pick<User, 'enterprises'> | null,
): void {
  const [firm] = user?.enterprises ?? []
  if (key === 'benefits') {
    if (firm) goToPolicies('package', { id: firm.id })
    else goToPolicies('household')
  } else if (key === 'answered') goTo('questions')
  else if (key === 'genuine') goTo('check')
  else if (notice) goTo('notice', { id: notice })
  else if (no) goTo('item', { region: code, no })
}
